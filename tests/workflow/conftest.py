"""Makes the helpers of this folder, and the builders of the reports' tests, importable."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "reports")]
