"""Trees of YAML, to be compared."""

from game.scenario.tree import ListNode, MapNode, Node


def plain(node: Node | None) -> object:
    """Return a tree without its places."""
    if isinstance(node, MapNode):
        return {key.text: plain(value) for key, value in node}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return node.text if node else None
