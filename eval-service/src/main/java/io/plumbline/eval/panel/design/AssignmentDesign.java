package io.plumbline.eval.panel.design;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Assigns items to annotators: each item to the same number, all annotators nearly the same number of items, and
/// each two annotators nearly the same number in common, as in a balanced incomplete block design. Each annotator
/// gets them in an order that the panel's secret decides. Equal secrets give equal designs.
public final class AssignmentDesign {

    private final int slots;
    private final List<List<Integer>> bySlot;

    private AssignmentDesign(List<List<Integer>> bySlot) {
        this.slots = bySlot.size();
        this.bySlot = bySlot;
    }

    /// @param items number of items
    /// @param checks number of attention checks, which follow the items in number and go to everybody
    /// @param slots number of annotators
    /// @param perItem number of annotators of each item, at most `slots`
    public static AssignmentDesign of(int items, int checks, int slots, int perItem, Blinding blinding) {
        if (perItem < 1 || perItem > slots) {
            throw new IllegalArgumentException("An item has 1 to " + slots + " annotators, not " + perItem + ".");
        }
        Random random = new Random(blinding.number("assignment"));
        List<List<Integer>> bySlot = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            bySlot.add(new ArrayList<>());
        }
        int[][] common = new int[slots][slots];
        List<Integer> order = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            order.add(item);
        }
        Collections.shuffle(order, random);
        for (int item : order) {
            List<Integer> chosen = new ArrayList<>();
            while (chosen.size() < perItem) {
                int slot = next(bySlot, common, chosen, random);
                chosen.forEach(other -> {
                    common[slot][other]++;
                    common[other][slot]++;
                });
                chosen.add(slot);
                bySlot.get(slot).add(item);
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            List<Integer> own = bySlot.get(slot);
            for (int check = 0; check < checks; check++) {
                own.add(items + check);
            }
            bySlot.set(slot, blinding.order("turn/" + slot, own));
        }
        return new AssignmentDesign(bySlot);
    }

    /// Chooses the annotator with the fewest items, then the fewest in common with those chosen, then at random.
    private static int next(List<List<Integer>> bySlot, int[][] common, List<Integer> chosen, Random random) {
        int best = -1;
        long least = Long.MAX_VALUE;
        int ties = 0;
        for (int slot = 0; slot < bySlot.size(); slot++) {
            if (chosen.contains(slot)) {
                continue;
            }
            long cost = (long) bySlot.get(slot).size() << Integer.SIZE;
            for (int other : chosen) {
                cost += common[slot][other];
            }
            if (cost < least) {
                best = slot;
                least = cost;
                ties = 1;
            } else if (cost == least && random.nextInt(++ties) == 0) {
                best = slot;
            }
        }
        return best;
    }

    public int slots() {
        return slots;
    }

    /// Returns the items of an annotator in their order.
    public List<Integer> itemsOf(int slot) {
        return List.copyOf(bySlot.get(slot));
    }
}
