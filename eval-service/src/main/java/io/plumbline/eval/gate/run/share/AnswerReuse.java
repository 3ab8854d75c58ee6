package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.agent.RecordScript;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.run.evidence.RunDependencies;
import io.plumbline.eval.gate.run.system.GatewayCaller;
import io.plumbline.eval.gate.run.system.JsonFingerprint;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reuses answers of gates of the same team to the same question: the same slices of the same dataset version,
/// the same request to the same served configuration, and the same repeat. A gate on some slices and one on all
/// share no answers; otherwise, one could run parts until they look good and build the whole from them. Scoring
/// does not affect a version's answers. A route is not a version and is always called. Errors are never reused.
public final class AnswerReuse {

    /// A provider may change the model behind a name.
    private static final Duration LONGEST = Duration.ofDays(30);

    /// The edition of the request format; another format yields other answers.
    private static final int EDITION = 2;

    private final AnswerStore answers;
    private final Clock clock;

    public AnswerReuse(AnswerStore answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    /// Returns the known answers as answers of this gate.
    ///
    /// @param keys answer of the gate → its cache key
    List<GateAnswer> known(Gate gate, Map<AnswerKey, String> keys) {
        List<GateAnswer> known = new ArrayList<>();
        if (keys.isEmpty()) {
            return known;
        }
        Map<String, AnswerStore.Given> given =
                answers.given(gate, keys.values(), clock.instant().minus(LONGEST));
        keys.forEach((place, key) -> {
            AnswerStore.Given found = given.get(key);
            if (found != null) {
                known.add(found.answer().reusedFor(place, found.gate()));
            }
        });
        return known;
    }

    /// Returns the cache key of an answer; null if it must not be reused.
    static @Nullable String key(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        Served served = system.served();
        if (!gate.document().usesCache() || system.candidate().kind() == Candidate.Kind.ROUTE || served == null) {
            return null;
        }
        if (!RecordScript.isValid(gate.document(), item.fields())) {
            return null;
        }
        Map<String, Object> all = new HashMap<>();
        all.put("edition", EDITION);
        all.put("team", gate.team());
        all.put("dataset", gate.run().dependencies().getOrDefault(RunDependencies.DATASET, ""));
        if (gate.document().onlySlices() != null) {
            all.put("slices", new TreeSet<>(gate.document().onlySlices()));
        }
        all.put("item", item.item());
        all.put("version", system.digest());
        all.put("served", served.digest());
        all.put("repeat", repeat);
        all.put("request", GatewayCaller.question(gate, system, item, repeat));
        if (gate.document().agent() != null) {
            all.put("agent", gate.document().agent());
            all.put("script", RecordScript.dependencies(item.fields()));
        }
        return HexFormat.of().formatHex(JsonFingerprint.digest(all));
    }
}
