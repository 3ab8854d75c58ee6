package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.VersionSummary;
import io.plumbline.eval.sibling.SiblingServices;
import java.util.Optional;

/// What calls go to, as far as one part of it can hang without the others: the provider of a model's version; the
/// model where the registry does not say; a route, whatever it leads to.
final class Bulkheads {

    private static final String VERSION = "registry:";
    /// Parts for each user of something, of which one more is left for the next user.
    private static final int PARTS = 4;

    private final SiblingServices neighbours;

    Bulkheads(SiblingServices neighbours) {
        this.neighbours = neighbours;
    }

    /// @param model as the gateway calls it: `registry:NAME@VERSION`, or a route's name
    String of(String team, String model) {
        if (!model.startsWith(VERSION)) {
            return ofRoute(model);
        }
        String reference = model.substring(VERSION.length());
        return ofVersion(reference, neighbours.model(team, reference));
    }

    static String ofRoute(String name) {
        return "route/" + name;
    }

    /// @param reference `NAME@VERSION`
    static String ofVersion(String reference, Optional<VersionSummary> version) {
        return version.map(VersionSummary::provider)
                .map(provider -> "provider/" + provider)
                .orElseGet(() -> "model/" + reference.substring(0, reference.lastIndexOf('@')));
    }

    /// The most that one user of something may have, so that there is always room for a next one: with one user
    /// four parts of five, with two of them four of nine each.
    ///
    /// @param users how many there are, at least 1
    static int most(int capacity, int users) {
        return Math.max(1, PARTS * capacity / (1 + PARTS * users));
    }
}
