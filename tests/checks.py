"""What axe, a checker of accessibility, finds in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe finds wrong in parts of the page: rule, element and why. Without preloading it fetches no style sheets, which
# the policy of a page would refuse.
CHECK = """
async ([include, exclude, rules, runOnly, preload = true]) => {
    const { violations, passes } = await axe.run(
        { include: include.map((part) => [part]), exclude: exclude.map((part) => [part]) },
        { runOnly, rules, resultTypes: ["violations"], preload },
    );
    if (!passes.length) throw new Error("no rule had anything to say");
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.target.join(" "), node.failureSummary]));
}
"""


def load_axe(page: Page) -> None:
    """Load the checker into a page that does not have it yet."""
    if not page.evaluate("'axe' in window"):
        from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - not in every environment

        page.evaluate(AXE_SCRIPT)
