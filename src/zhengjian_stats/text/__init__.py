"""Text of an issue: cleaning, repairs, segmentation."""
