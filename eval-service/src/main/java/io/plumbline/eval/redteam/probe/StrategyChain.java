package io.plumbline.eval.redteam.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Strategies that are applied one after the other, for example `role-play+base64`. One that takes several turns is
/// the last.
public record StrategyChain(List<Strategy> strategies) {

    /// What a chain looks like as text.
    public static final String PATTERN = "[a-z0-9-]{1,20}(\\+[a-z0-9-]{1,20}){0,2}";

    private static final int MOST = 3;

    public StrategyChain {
        strategies = List.copyOf(strategies);
    }

    /// Returns the chain; empty if the text names an unknown strategy, or a strategy of several turns before the end.
    public static Optional<StrategyChain> of(String text) {
        List<Strategy> chain = new ArrayList<>();
        for (String code : text.split("\\+", -1)) {
            Optional<Strategy> strategy = Strategy.find(code);
            boolean afterTurns = !chain.isEmpty() && chain.getLast().kind() == Strategy.Kind.TURNS;
            if (strategy.isEmpty() || afterTurns || chain.size() == MOST) {
                return Optional.empty();
            }
            chain.add(strategy.get());
        }
        return Optional.of(new StrategyChain(chain));
    }

    /// Returns the chain for a harmless prompt: only what writes the same text differently.
    StrategyChain harmless() {
        return new StrategyChain(strategies.stream()
                .filter(strategy -> strategy.kind() == Strategy.Kind.ENCODING)
                .toList());
    }

    @Override
    public String toString() {
        return strategies.stream().map(Strategy::code).collect(Collectors.joining("+"));
    }
}
