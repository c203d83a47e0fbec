"""The toolkit: elements that place themselves, nodes that keyboard, mouse, tests and pictures share, a canvas."""
