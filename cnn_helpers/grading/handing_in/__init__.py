"""From a student's folder to the class's: `cnn-course submit` makes a checked zip, `collect` gathers them."""
