// A slider over the pictures of one figure (cnn_helpers/plots/slider.py): shows the picture that it stands at.
document.addEventListener("DOMContentLoaded", () => {
  for (const figure of document.querySelectorAll(".picture-slider")) {
    const pictures = figure.querySelectorAll("img");
    const slider = figure.querySelector("input");
    const output = figure.querySelector("output");
    slider.addEventListener("input", () => {
      pictures.forEach((picture, number) => { picture.hidden = number !== Number(slider.value); });
      output.textContent = pictures[slider.value].dataset.label;
      slider.setAttribute("aria-valuetext", output.textContent);
    });
  }
});
