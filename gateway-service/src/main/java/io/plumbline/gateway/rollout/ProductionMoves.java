package io.plumbline.gateway.rollout;

import io.plumbline.gateway.registry.ProductionPointers;
import io.plumbline.gateway.registry.ProductionPointers.Asset;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Moves the registry's pointers for a rollout: to its candidate, and back to their previous versions. Before
/// each move, the pointers must be at one of these two. Any other version was brought into production by someone
/// else in the meantime and is left alone.
@Component
class ProductionMoves {

    private final ProductionPointers pointers;

    ProductionMoves(ProductionPointers pointers) {
        this.pointers = pointers;
    }

    /// A pointer that the rollout moves.
    private record Move(Asset asset, String name, @Nullable Integer before, int candidate) {}

    private static List<Move> moves(RolloutEntity rollout) {
        RolloutPlan plan = rollout.plan();
        List<Move> moves = new ArrayList<>();
        String prompt = plan.canary().prompt();
        if (prompt != null && plan.movesPrompt(rollout.environment())) {
            moves.add(new Move(Asset.PROMPT, promptName(prompt), plan.promptPointer(), promptVersion(prompt)));
        }
        if (plan.movesModel(rollout.environment())) {
            moves.add(new Move(
                    Asset.MODEL,
                    plan.model(),
                    plan.modelPointer(),
                    plan.canary().version()));
        }
        return moves;
    }

    static String promptName(String reference) {
        return reference.substring(0, reference.indexOf('@'));
    }

    private static int promptVersion(String reference) {
        return Integer.parseInt(reference.substring(reference.indexOf('@') + 1));
    }

    /// @throws ProblemException `rollout-overtaken` unless everything is as before the rollout; 503 if the
    ///     registry has not answered for too long
    void checkUntouched(RolloutEntity rollout) {
        for (Move move : moves(rollout)) {
            Integer now = pointers.version(move.asset(), move.name());
            if (!Objects.equals(now, move.before())) {
                throw overtaken(move, now);
            }
        }
    }

    /// @throws ProblemException `rollout-overtaken` if a pointer is neither at its previous version nor at the
    ///     candidate; 503 as above
    void checkOwn(RolloutEntity rollout) {
        for (Move move : moves(rollout)) {
            Integer now = pointers.version(move.asset(), move.name());
            if (!Objects.equals(now, move.before()) && !Objects.equals(now, move.candidate())) {
                throw overtaken(move, now);
            }
        }
    }

    /// Requests the candidate from the registry, and waits until this replica has received the change.
    ///
    /// @throws ProblemException as [#checkOwn]; the registry's if it refuses
    void forward(RolloutEntity rollout) {
        checkOwn(rollout);
        for (Move move : moves(rollout)) {
            pointers.move(move.asset(), move.name(), move.candidate(), move.before(), "Rollout " + rollout.id());
        }
    }

    /// Requests the previous version from the registry, and waits until this replica has received the change.
    ///
    /// @throws ProblemException as [#checkOwn]; the registry's if it refuses
    void back(RolloutEntity rollout) {
        checkOwn(rollout);
        for (Move move : moves(rollout)) {
            pointers.move(
                    move.asset(), move.name(), move.before(), move.candidate(), "Rollback of rollout " + rollout.id());
        }
    }

    private static ProblemException overtaken(Move move, @Nullable Integer now) {
        String what = now == null ? "no version" : "version " + now;
        return RolloutProblem.ROLLOUT_OVERTAKEN.because("Since the rollout was planned, production moved to " + what
                + " of " + move.name()
                + ". Abort the rollout and plan another from the current state.");
    }
}
