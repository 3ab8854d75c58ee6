package io.plumbline.eval.redteam.probe;

import java.util.List;

/// Which probes to make.
///
/// @param perCategory number of attacks of each category; half as many harmless prompts are added
/// @param seed equal seeds give equal probes
public record ProbePlan(List<ProbeCategory> categories, List<StrategyChain> strategies, int perCategory, long seed) {

    public ProbePlan {
        categories = List.copyOf(categories);
        strategies = List.copyOf(strategies);
    }
}
