#!/usr/bin/env bash
# pycocotools 2.0.11
#
# Question: an object of exactly 32 x 32 pixels: does COCO's evaluation count it as small or as medium? And a detector
# without false boxes finds 7 of 20 objects, 35 %: at how many of the 101 recall thresholds 0, 1, ..., 100 % has it
# precision 1?
# Guess: a size is a range without its upper end, so the object is medium; and the thresholds 0 to 35 % are 36.
# Seen: both ends belong to a size. The object is small and medium at once, and the scores of both count it. And the
# thresholds are numpy.linspace(0, 1, 101), of which ten are a rounding above k / 100: 7 / 20 misses the threshold of
# 35 %, so that 35 are reached, and 6 of 20 reach 31. One more object adds four thresholds of 101 here, not five.
# The course's COCO score does as pycocotools does, and is compared with it to 1e-9.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pycocotools==2.0.11 numpy==2.2.6
cat >"$folder/limits.py" <<'PYTHON'
import contextlib
import io

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def scores(objects, found):
    """COCO's numbers when the first `found` of so many objects of 32 x 32 pixels are found exactly."""
    boxes = [{"image_id": 1, "category_id": 1, "bbox": [40 * k, 10, 32, 32]} for k in range(objects)]
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {
            "images": [{"id": 1, "width": 40 * objects, "height": 50}],
            "categories": [{"id": 1, "name": "thing"}],
            "annotations": [{"id": k + 1, "area": 32 * 32, "iscrowd": 0, **b} for k, b in enumerate(boxes)],
        }
        truth.createIndex()
        answers = truth.loadRes([{"score": 0.9, **box} for box in boxes[:found]])
        evaluation = COCOeval(truth, answers, "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return evaluation.stats


print("small %g, medium %g, large %g" % tuple(scores(1, 1)[3:6]))
for found in (6, 7):
    print(f"{found} of 20: {scores(20, found)[0] * 101:.2f} of 101")
PYTHON
said=$("$folder/venv/bin/python" "$folder/limits.py")
echo "$said"
[ "$said" = "small 1, medium 1, large -1
6 of 20: 31.00 of 101
7 of 20: 35.00 of 101" ] || { echo "changed"; exit 1; }
