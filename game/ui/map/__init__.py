"""The map: shapes, camera, raster, lenses, labels, corridors. It draws what a `MapPicture` says, and no more."""
