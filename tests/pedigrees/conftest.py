"""Makes the helpers of this folder, and the judge of drawings, importable by their names."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "conform")]
