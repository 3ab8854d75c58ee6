package io.plumbline.bench.gateway;

import io.plumbline.bench.proxy.Consumption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// Decides when a gateway has settled: a call costs no less than before ([Warming]), and its compiler, which
/// works on the same core, takes hardly any of the process's time. The former alone may be a pause between two
/// steps, the latter a compiler that waits for more calls.
final class GatewayWarmUp {

    /// The compiler's share of the process's CPU, in percent.
    static final double MOST_COMPILING = 5;

    private final Consumption gateway;
    private final Warming warming = new Warming();
    private final Deque<Spent> before = new ArrayDeque<>();

    GatewayWarmUp(Consumption gateway) {
        this.gateway = gateway;
        look();
    }

    private record Spent(Duration all, Duration compiling) {}

    /// Ends a turn.
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

    /// The compiler's share in the last turns, in percent; empty if it is unknown.
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
