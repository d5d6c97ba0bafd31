package org.bcdkit.disk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * How the blocks of an image move together: the last ones into the lowest places that are free. No place that a block leaves is taken again, so a move can
 * be repeated.
 *
 * @param end behind the last block and all else that does not move, when all moves are made
 */
public record BlockMoves(List<Move> moves, long end) {

    public BlockMoves {
        moves = List.copyOf(moves);
    }

    /**
     * A part of the file, in bytes.
     *
     * @param entry number of its entry in the table; negative for what does not move
     */
    public record Place(long entry, long position, long length) {

        long end() {
            return position + length;
        }
    }

    /** A block that gets another place. */
    public record Move(Place from, long to) {}

    /** Where a place has to start. */
    public interface Alignment {
        /** The first position from {@code position} at which a block may lie. */
        long next(long position);
    }

    private record Hole(long start, long end) {}

    private static final Comparator<Place> BY_POSITION = new Comparator<>() {
        @Override
        public int compare(Place one, Place other) {
            return Long.compare(one.position, other.position);
        }
    };

    /** @param taken all that is taken in the file, in any order, none over another */
    public static BlockMoves of(List<Place> taken, Alignment alignment) {
        List<Place> places = new ArrayList<>(taken);
        places.sort(BY_POSITION);
        List<Hole> holes = holes(places, alignment);
        List<Move> moves = new ArrayList<>();
        long end = 0;
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            long to = place.entry < 0 ? -1 : take(holes, place, alignment);
            if (to >= 0) {
                moves.add(new Move(place, to));
            }
            end = Math.max(end, to >= 0 ? to + place.length : place.end());
        }
        return new BlockMoves(moves, end);
    }

    /** What is free between the places, the last first; without what is too small for any block. */
    private static List<Hole> holes(List<Place> places, Alignment alignment) {
        long smallest = Long.MAX_VALUE;
        for (Place place : places) {
            smallest = place.entry < 0 ? smallest : Math.min(smallest, place.length);
        }
        List<Hole> holes = new ArrayList<>();
        long behind = 0;
        for (Place place : places) {
            if (smallest <= place.position - alignment.next(behind)) {
                holes.add(new Hole(behind, place.position));
            }
            behind = Math.max(behind, place.end());
        }
        Collections.reverse(holes);
        return holes;
    }

    /** The lowest free place for {@code place} before it; negative when there is none. */
    private static long take(List<Hole> holes, Place place, Alignment alignment) {
        for (int i = holes.size() - 1; i >= 0 && holes.get(i).start < place.position; i--) {
            Hole hole = holes.get(i);
            long start = alignment.next(hole.start);
            if (start + place.length <= Math.min(hole.end, place.position)) {
                if (alignment.next(start + place.length) < hole.end) {
                    holes.set(i, new Hole(start + place.length, hole.end));
                } else {
                    holes.remove(i);
                }
                return start;
            }
        }
        return -1;
    }
}
