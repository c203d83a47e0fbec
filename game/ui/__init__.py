"""The map game: windows, screens, the map. The only part of Wedge that knows pygame."""
