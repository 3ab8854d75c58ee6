package io.plumbline.eval.metric.translation;

/// TER's number of edits between a hypothesis and a reference, as sacreBLEU 2.6.0 computes it: phrases are moved
/// one at a time, each time the one that saves most, as long as that saves edits; each move is an edit.
///
/// The heuristics affect the number: phrases of at most 10 words that move by at most 50 places, from where they
/// are wrong to where something else is wrong; the first of equally good ones; at most 1,000 attempts in total,
/// the last round of which does not count. Work is bounded as well, see
/// [io.plumbline.eval.metric.OversizedTextException]. Not
/// thread-safe.
final class ShiftedEdits {

    private static final int LONGEST_PHRASE = 10;
    private static final int FARTHEST = 50;
    private static final int MOST_TRIED = 1_000;

    private final int[] reference;
    private final BeamedEdits edits;
    private int[] words;
    private int tried;

    /// The best move of a round.
    private int saved;

    private int length;
    private int start;
    private int target;

    ShiftedEdits(int[] reference, int[] hypothesis) {
        this.reference = reference;
        this.words = hypothesis;
        this.edits = new BeamedEdits(reference, hypothesis.length);
    }

    int fewest() {
        if (reference.length == 0) {
            return words.length;
        }
        int moves = 0;
        while (true) {
            int before = edits.align(words);
            if (before == 0) {
                return moves;
            }
            saved = Integer.MIN_VALUE;
            tryAll(before);
            if (tried >= MOST_TRIED || saved <= 0) {
                return moves + before;
            }
            words = moved(words, start, length, target);
            moves++;
        }
    }

    private void tryAll(int before) {
        for (int from = 0; from < words.length; from++) {
            int last = Math.min(reference.length - 1, from + FARTHEST);
            edits.work(last - Math.max(0, from - FARTHEST) + 1);
            for (int to = Math.max(0, from - FARTHEST); to <= last; to++) {
                int most = Math.min(LONGEST_PHRASE, Math.min(words.length - from, reference.length - to));
                for (int size = 1; size <= most && words[from + size - 1] == reference[to + size - 1]; size++) {
                    if (edits.isWrong(from, to, size)) {
                        tryMoves(before, from, to, size);
                        if (tried >= MOST_TRIED) {
                            return;
                        }
                    }
                }
            }
        }
    }

    /// Tries to move a phrase of the hypothesis before each position aligned with the phrase of the reference.
    private void tryMoves(int before, int from, int to, int size) {
        int aligned = edits.aligned(to);
        if (from <= aligned && aligned < from + size) {
            return;
        }
        int previous = -1;
        for (int offset = -1; offset < size; offset++) {
            int place = to + offset < 0 ? 0 : edits.aligned(to + offset) + 1;
            if (place != previous) {
                previous = place;
                int[] other = moved(words, from, size, place);
                int saves = before - edits.count(other, Math.min(from, place), end(from, size, place));
                tried++;
                if (isBetter(saves, size, from, place)) {
                    saved = saves;
                    length = size;
                    start = from;
                    target = place;
                }
            }
        }
    }

    /// More saved edits first, then a longer phrase, then an earlier start, then an earlier target.
    private boolean isBetter(int saves, int size, int from, int place) {
        if (saves != saved) {
            return saves > saved;
        }
        if (size != length) {
            return size > length;
        }
        return from != start ? from < start : place < target;
    }

    /// Returns where the words are equal again after a move.
    private int end(int from, int size, int place) {
        return place < from ? from + size : Math.min(words.length, place > from + size ? place : place + size);
    }

    private static int[] moved(int[] words, int start, int length, int target) {
        int[] result = words.clone();
        if (target < start) {
            System.arraycopy(words, start, result, target, length);
            System.arraycopy(words, target, result, target + length, start - target);
        } else {
            int after = target > start + length ? target : Math.min(words.length, target + length);
            int between = after - start - length;
            System.arraycopy(words, start + length, result, start, between);
            System.arraycopy(words, start, result, start + between, length);
        }
        return result;
    }
}
