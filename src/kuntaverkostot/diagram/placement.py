"""The place of each cluster of the diagram: networks around the association, those they share between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

from kuntaverkostot.diagram.clusters import Cluster, Point
from kuntaverkostot.diagram.collision import Array, Body, resolve_collisions
from kuntaverkostot.diagram.frame import Frame
from kuntaverkostot.diagram.scatter import GROWTH, BySignature, room_growth, scatter_positions
from kuntaverkostot.diagram.starting_points import around, middle_of, to_and_fro

CLEARANCE = 6.0  # between two clusters, and between clusters and the strip
MOST_ON_RING = 24  # networks that fit into one ring; more fill the frame in rows
ASSOCIATION = Body((26, 8), 4, (0, 0), mobility=0.15)


def place_clusters(
    frame: Frame, clusters: Sequence[Cluster], on_ring: int, scattered: BySignature, sizes: Mapping[str, float]
) -> tuple[list[Point], Point, Array]:
    """Return the middle of each cluster and of the association, how far each side grew, and the scatter."""
    right = frame.width - (frame.strip_size + CLEARANCE if frame.strip == "right" else 0)
    bottom = frame.height - (frame.strip_size + CLEARANCE if frame.strip == "bottom" else 0)
    middle = (right / 2, bottom / 2)
    members = list(chain.from_iterable(scattered.values()))
    dot = max(map(sizes.__getitem__, members), default=0.0)
    growth = room_growth(clusters, middle, count=len(members), dot=dot)
    extents = [*((cluster.half, cluster.radius) for cluster in clusters), (ASSOCIATION.half, ASSOCIATION.radius)]
    while True:
        half = (middle[0] * growth, middle[1] * growth)
        array, stretch = _without_overlaps(frame, clusters, on_ring, half)
        half = (half[0] * stretch, half[1] * stretch)
        middles: list[Point] = [(x, y) for x, y in array.tolist()]
        scatter = scatter_positions(
            scattered,
            around={cluster.networks[0]: at for cluster, at in zip(clusters[:on_ring], middles, strict=False)},
            rooms=[(at, *extent) for at, extent in zip(middles, extents, strict=True)],
            half=half,
            dot=dot,
        )
        if scatter is not None:
            break
        growth *= GROWTH
    return (
        [(x + half[0], y + half[1]) for x, y in middles],
        (half[0] - middle[0], half[1] - middle[1]),
        scatter + half,
    )


def _without_overlaps(frame: Frame, clusters: Sequence[Cluster], on_ring: int, half: Point) -> tuple[Array, float]:
    """Return the middle of each cluster and of the association around (0, 0), and how much the room had to grow."""
    # The last networks, of smaller groups, end up on the side of the strip.
    turn = 0.0 if frame.strip == "right" else math.pi / 2
    extents = [(cluster.half[0] + cluster.radius, cluster.half[1] + cluster.radius) for cluster in clusters[:on_ring]]
    starts = around(extents, half=half, turn=turn) if on_ring <= MOST_ON_RING else to_and_fro(on_ring, half=half)
    index_of = {cluster.networks[0]: index for index, cluster in enumerate(clusters[:on_ring])}
    bodies = [
        Body(cluster.half, cluster.radius, start, mobility=0.5)
        for cluster, start in zip(clusters, starts, strict=False)
    ]
    for cluster in clusters[on_ring:]:
        neighbours = tuple(index_of[network] for network in cluster.networks)
        # Members in no network stand in a corner of their own.
        start = middle_of([starts[index] for index in neighbours]) if neighbours else (-half[0], half[1])
        bodies.append(Body(cluster.half, cluster.radius, start, neighbours))
    bodies.append(ASSOCIATION)
    return resolve_collisions(bodies, box=(-half[0], -half[1], half[0], half[1]), clearance=CLEARANCE)
