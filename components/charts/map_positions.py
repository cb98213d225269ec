"""Where each organization stands on the map: worked out once on the server, so that nothing moves afterwards."""

from __future__ import annotations

import igraph
import numpy as np
import numpy.typing as npt

from components.analysis import seeded_igraph

Points = npt.NDArray[np.float64]  # positions, shape (organizations, 2), or radii, shape (organizations,)
Pairs = npt.NDArray[np.int64]  # the two ends of each tie, shape (ties, 2)

STEP = 80.0  # pixels between neighbours at a zoom of 1, on average
GAP = 14.0  # pixels left free between two circles
WIDE = 1.6  # the picture is about this much wider than high; a browser draws it out to the shape of its window
EVEN = 0.6  # how far the crowded middle is opened, from 0 (as the springs left it) to 1 (all parts equally full)
_ALONE_WIDE, _ALONE_HIGH = 1.7, 0.7  # steps between organizations without a tie, for their labels
_NAMED = 10  # largest circles that keep room for a name under them
_NAME_WIDE, _NAME_HIGH = 150.0, 74.0  # that room, in pixels at a zoom of 1
_MOST = 1000  # organizations; on a map of more, room for names would take it apart, and they come with zooming in
_MANY = 127  # organizations; a larger map is seen from so far away that the same names need more room on it
CAREFUL = 400  # organizations; up to this many, the slower and clearer layout is quick enough


def place_organizations(size: int, pairs: Pairs, radii: Points) -> Points:
    """Place ``size`` organizations, and give their positions in pixels at a zoom of 1: shape (size, 2).

    Fruchterman and Reingold's layout (1991) of each connected part, the largest on top, smaller
    parts in rows below it, and organizations without a tie in rows at the foot. No two circles
    overlap. The same input always gives the same positions.

    ``pairs``: shape (ties, 2), positions of the two ends. ``radii``: shape (size,), in pixels.
    """
    if size == 0:
        return np.zeros((0, 2))
    graph = igraph.Graph(n=size, edges=np.asarray(pairs).tolist()).simplify()
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part[0]))
    placed = np.zeros((size, 2))
    blocks = [(part, _part_layout(graph.induced_subgraph(part), radii[part])) for part in parts if len(part) > 1]
    alone = [part[0] for part in parts if len(part) == 1]
    width, height = _place_blocks(placed, blocks, len(alone))
    _place_alone(placed, alone, width, top=height + 1.5 * STEP)
    settled: Points = np.round(placed - placed.mean(axis=0), 1)
    return settled


def _part_layout(graph: igraph.Graph, radii: Points) -> Points:
    points = _spring_layout(graph)
    points = _even_out(_turn_wide(points))
    return _push_apart(points * _growth(points), radii)


def _spring_layout(graph: igraph.Graph) -> Points:
    size = graph.vcount()
    with seeded_igraph():
        if size <= CAREFUL:
            start = graph.layout_kamada_kawai(maxiter=20 * size)
            layout = graph.layout_fruchterman_reingold(seed=start, niter=300, grid="nogrid", start_temp=size**0.5 / 6)
        else:
            layout = graph.layout_fruchterman_reingold(niter=500, grid="grid")
    return np.array(layout.coords)


def _turn_wide(points: Points) -> Points:
    """Turn the longest axis to the horizontal, and stretch to about the shape of a screen."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2] if len(points) > 2 else np.eye(2)
    turned: Points = centred @ axes.T
    spread = np.ptp(turned, axis=0)
    if spread[1] > 0 and spread[0] / spread[1] < WIDE:
        turned[:, 0] *= min(1.5, WIDE * spread[1] / max(spread[0], 1e-9))
    return turned


def _even_out(points: Points) -> Points:
    """Give the crowded middle more of the picture, and far branches less, so that names find room everywhere.

    Each coordinate is drawn towards its rank: the order from left to right, and from top to bottom, stays.
    """
    low, spread = points.min(axis=0), np.ptp(points, axis=0)
    ranks = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0) / max(len(points) - 1, 1)
    evened: Points = (1 - EVEN) * points + EVEN * (low + ranks * spread)
    return evened


def _growth(points: Points) -> float:
    """Work out the factor that gives each organization a square of ``STEP`` pixels in the picture as a whole."""
    width, height = np.maximum(np.ptp(points, axis=0), 1e-9)
    flat = min(width, height) < 0.05 * max(width, height)  # a line of organizations has no area to speak of
    return STEP * len(points) / max(width, height) if flat else STEP * float(np.sqrt(len(points) / (width * height)))


def _push_apart(points: Points, radii: Points) -> Points:
    """Move touching circles apart, a little each round, until none touch; a crowd is given more room meanwhile.

    The largest circles keep the room for a name under them free, too.
    """
    points = points + np.linspace(0, 1e-3, len(points))[:, None]  # no two on one spot
    named = np.argsort(-radii, kind="stable")[: min(_NAMED, len(radii) // 4) if len(radii) <= _MOST else 0]
    for number in range(1, 1000):
        moves = [_circles_apart(points, radii), _names_apart(points, radii, named)]
        if not any(len(move) for _, move in moves):
            break
        (a, b), move = moves[0]
        np.subtract.at(points, a, move)
        for (_, b), move in moves:
            np.add.at(points, b, move)
        if number % 15 == 0:
            points *= 1.05
    return points


def _circles_apart(points: Points, radii: Points) -> tuple[Pairs, Points]:
    """Find the pairs of circles that touch, and give their two sides and how far the second one is to move."""
    pairs = _pairs_within(points, 2 * float(radii.max()) + GAP)
    a, b = pairs.T
    apart = points[b] - points[a]
    distance = np.maximum(np.hypot(*apart.T), 1e-6)
    short = radii[a] + radii[b] + GAP - distance
    touching = short > 0.01
    move = apart[touching] / distance[touching, None] * (0.55 * short[touching, None])
    return pairs[touching].T, move


def _pairs_within(points: Points, reach: float) -> Pairs:
    """List the pairs of points that are no further apart than ``reach``: shape (pairs, 2)."""
    if len(points) <= CAREFUL:
        a, b = np.triu_indices(len(points), k=1)
        near: Pairs = np.column_stack([a, b])[np.hypot(*(points[b] - points[a]).T) <= reach]
        return near
    from scipy.spatial import cKDTree  # takes long to load, so a new server does without for the usual city

    pairs: Pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
    return pairs


def _names_apart(points: Points, radii: Points, named: Pairs) -> tuple[Pairs, Points]:
    """Do the same where a circle has a name under it: both are taken as boxes, and the other moves the shorter way."""
    away = max(1.0, float(np.sqrt(len(points) / _MANY)))  # a map of many is seen from further away; its names are not
    wide, high = np.zeros(len(points)), np.zeros(len(points))
    wide[named], high[named] = _NAME_WIDE * away, _NAME_HIGH * away
    half = np.column_stack([np.maximum(radii, wide / 2), radii + high / 2])
    middles = points + np.column_stack([np.zeros(len(points)), high / 2])
    pairs = np.column_stack([np.repeat(named, len(points)), np.tile(np.arange(len(points)), len(named))])
    a, b = pairs.T
    apart = middles[b] - middles[a]
    short = half[a] + half[b] + GAP / 2 - np.abs(apart)
    touching = (short > 0.01).all(axis=1) & (a != b)
    apart, short = apart[touching], short[touching]
    sideways = short[:, 0] < short[:, 1]
    move = 0.3 * short * np.where(apart < 0, -1.0, 1.0) * np.column_stack([sideways, ~sideways])
    return pairs[touching].T, move


def _shelves(blocks: list[tuple[list[int], Points]], width: float) -> tuple[list[tuple[float, float]], float]:
    """Stand the parts in rows no wider than ``width``, and give each one's upper left corner and the height of all.

    The parts of a row have their middles at one height.
    """
    rows: list[list[tuple[float, float]]] = []
    left = np.inf
    for _, points in blocks:
        across, down = np.ptp(points, axis=0)
        if left + across > width:
            rows.append([])
            left = 0.0
        rows[-1].append((left, float(down)))
        left += float(across) + 1.8 * STEP
    corners, top = [], 0.0
    for row in rows:
        highest = max(down for _, down in row)
        corners += [(left, top + (highest - down) / 2) for left, down in row]
        top += highest + 1.4 * STEP
    return corners, top - 1.4 * STEP if rows else 0.0


def _place_blocks(placed: Points, blocks: list[tuple[list[int], Points]], alone: int) -> tuple[float, float]:
    """Place the parts in rows, the largest first, and give the width and height of all.

    Of several widths it takes the one in which the whole map can be shown largest.
    """
    if not blocks:  # only organizations without a tie: their rows get the shape of the picture
        return max(12.0, float(np.sqrt(WIDE * alone * _ALONE_WIDE * _ALONE_HIGH))) * STEP, 0.0
    widest = max(float(np.ptp(points[:, 0])) for _, points in blocks)

    def size(width: float) -> float:
        rows = -(-alone // _number_side_by_side(width))
        return max(width / WIDE, _shelves(blocks, width)[1] + _ALONE_HIGH * STEP * rows)

    width = min((max(widest, 6 * STEP) * stretch for stretch in (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)), key=size)
    corners, height = _shelves(blocks, width)
    for (part, points), corner in zip(blocks, corners, strict=True):
        placed[part] = points - points.min(axis=0) + corner
    return width, height


def _number_side_by_side(width: float) -> int:
    """Work out how many organizations without a tie stand side by side, with room for their labels."""
    return max(int(width // (_ALONE_WIDE * STEP)), 4)


def _place_alone(placed: Points, alone: list[int], width: float, top: float) -> None:
    """Place organizations without a tie in rows wide enough for their labels."""
    across = _number_side_by_side(width)
    for number, organization in enumerate(alone):
        row, column = divmod(number, across)
        placed[organization] = [column * _ALONE_WIDE * STEP, top + row * _ALONE_HIGH * STEP]
