package io.plumbline.bench;

import io.plumbline.bench.proxy.Consumption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// Tells when a gateway has come to rest: a call costs no less than before ([Warming]), and its compiler,
/// which works on the same core, takes hardly anything of what the process takes. The one alone may be a rest
/// between two steps, the other a compiler that waits for more calls.
final class GatewayWarmUp {

    /// The compiler's share of the process's CPU, percent.
    static final double MOST_COMPILING = 5;

    private final Consumption gateway;
    private final Warming warming = new Warming();
    private final Deque<Spent> before = new ArrayDeque<>();

    GatewayWarmUp(Consumption gateway) {
        this.gateway = gateway;
        look();
    }

    private record Spent(Duration all, Duration compiling) {}

    /// A turn is over.
    ///
    /// @param cost of a call in it, in any unit
    void add(double cost) {
        warming.add(cost);
        look();
    }

    private void look() {
        if (before.size() > Warming.WINDOW) {
            before.removeFirst();
        }
        gateway.compiling().ifPresent(compiling -> before.addLast(new Spent(gateway.cpu(), compiling)));
    }

    boolean isOver() {
        return warming.isOver() && compiling().orElse(0) <= MOST_COMPILING;
    }

    /// The compiler's share in the last turns, percent; empty where it cannot be told.
    OptionalDouble compiling() {
        if (before.size() < 2) {
            return OptionalDouble.empty();
        }
        Spent first = before.getFirst();
        Spent last = before.getLast();
        double all = last.all().minus(first.all()).toNanos();
        return all <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        100 * last.compiling().minus(first.compiling()).toNanos() / all);
    }
}
