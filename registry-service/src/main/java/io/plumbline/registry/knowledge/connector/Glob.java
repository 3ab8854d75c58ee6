package io.plumbline.registry.knowledge.connector;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A pattern of paths: `*` stands for any characters except slashes, `?` for one of them, `**` for any characters,
/// and `**/` for any number of directories, including none. Takes time in proportion to the lengths of pattern and
/// path. Immutable.
public final class Glob {

    private enum Kind {
        LITERAL,
        ONE,
        MANY,
        DEEP,
        /// Any number of directories; the next step is [#INSIDE].
        DIRECTORIES,
        /// Inside the directories that [#DIRECTORIES] covers.
        INSIDE
    }

    private record Step(Kind kind, char literal) {}

    private final List<Step> steps = new ArrayList<>();

    public Glob(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean deep = pattern.startsWith("**", i);
            if (deep && pattern.startsWith("/", i + 2) && (i == 0 || pattern.charAt(i - 1) == '/')) {
                steps.add(new Step(Kind.DIRECTORIES, c));
                steps.add(new Step(Kind.INSIDE, c));
                i += 2;
            } else if (deep) {
                steps.add(new Step(Kind.DEEP, c));
                i++;
            } else {
                Kind kind = c == '*' ? Kind.MANY : c == '?' ? Kind.ONE : Kind.LITERAL;
                steps.add(new Step(kind, c));
            }
        }
    }

    public boolean matches(String path) {
        BitSet at = new BitSet(steps.size() + 1);
        reach(at, 0);
        for (int i = 0; i < path.length() && !at.isEmpty(); i++) {
            BitSet next = new BitSet(steps.size() + 1);
            for (int step = at.nextSetBit(0); step >= 0 && step < steps.size(); step = at.nextSetBit(step + 1)) {
                read(steps.get(step), step, path.charAt(i), next);
            }
            at = next;
        }
        return at.get(steps.size());
    }

    private void read(Step step, int at, char c, BitSet next) {
        switch (step.kind()) {
            case LITERAL -> {
                if (c == step.literal()) {
                    reach(next, at + 1);
                }
            }
            case ONE -> {
                if (c != '/') {
                    reach(next, at + 1);
                }
            }
            case MANY -> {
                if (c != '/') {
                    reach(next, at);
                }
            }
            case DEEP -> reach(next, at);
            case INSIDE -> {
                next.set(at);
                if (c == '/') {
                    reach(next, at + 1);
                }
            }
            case DIRECTORIES -> {
                // It reads nothing itself.
            }
        }
    }

    /// Adds a step and those that can follow without reading anything.
    private void reach(BitSet at, int step) {
        at.set(step);
        if (step == steps.size()) {
            return;
        }
        switch (steps.get(step).kind()) {
            case MANY, DEEP -> reach(at, step + 1);
            case DIRECTORIES -> {
                at.set(step + 1);
                reach(at, step + 2);
            }
            case LITERAL, ONE, INSIDE -> {
                // Each reads a character first.
            }
        }
    }
}
