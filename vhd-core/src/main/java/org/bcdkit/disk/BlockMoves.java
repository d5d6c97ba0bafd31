package org.bcdkit.disk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        Holes holes = Holes.between(places, alignment);
        List<Move> moves = new ArrayList<>();
        long end = 0;
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            long to = place.entry < 0 ? -1 : holes.take(place);
            if (to >= 0) {
                moves.add(new Move(place, to));
            }
            end = Math.max(end, to >= 0 ? to + place.length : place.end());
        }
        return new BlockMoves(moves, end);
    }

    /** What is free between the places, in rising order. */
    private static final class Holes {
        private final List<Hole> holes = new ArrayList<>();
        private final Alignment alignment;
        /** The first hole that may have room, by the length that is looked for: holes become smaller only, so no hole is asked twice in vain. */
        private final Map<Long, Integer> firstWithRoom = new HashMap<>();

        private Holes(Alignment alignment) {
            this.alignment = alignment;
        }

        /** Without what is too small for any block. */
        static Holes between(List<Place> places, Alignment alignment) {
            long smallest = Long.MAX_VALUE;
            for (Place place : places) {
                smallest = place.entry < 0 ? smallest : Math.min(smallest, place.length);
            }
            Holes free = new Holes(alignment);
            long behind = 0;
            for (Place place : places) {
                if (smallest <= place.position - alignment.next(behind)) {
                    free.holes.add(new Hole(behind, place.position));
                }
                behind = Math.max(behind, place.end());
            }
            return free;
        }

        /** The lowest free place for {@code place} before it; negative when there is none. Those asked for come from the end of the file to its start. */
        long take(Place place) {
            int i = firstWithRoom.getOrDefault(place.length, 0);
            long found = -1;
            while (found < 0 && i < holes.size() && holes.get(i).start < place.position) {
                Hole hole = holes.get(i);
                long start = alignment.next(hole.start);
                if (start + place.length <= hole.end) {
                    holes.set(i, new Hole(start + place.length, hole.end));
                    found = start;
                } else {
                    i++;
                }
            }
            firstWithRoom.put(place.length, i);
            return found;
        }
    }
}
