"""What the documentation takes from the project is code beside its texts, which is not installed."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
