package io.plumbline.eval.benchmark;

import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.RunRequest;
import io.plumbline.eval.benchmark.ledger.RunRequest.RunSettings;
import io.plumbline.eval.benchmark.task.RefusalClass;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks that a run can run: its settings fit the benchmark, and everything that it names exists in the team.
final class RunCheck {

    private final SiblingServices siblings;
    private final Sandbox sandbox;
    private final JudgeCatalog judges;
    private final ServedConfigurations configurations;

    RunCheck(SiblingServices siblings, Sandbox sandbox, JudgeCatalog judges, ServedConfigurations configurations) {
        this.siblings = siblings;
        this.sandbox = sandbox;
        this.judges = judges;
        this.configurations = configurations;
    }

    /// Returns the judge as it is now; null if the request names none.
    ///
    /// @throws ProblemException 400 with the invalid member; 503 if the run needs the sandbox and it is unavailable
    @Nullable
    PinnedJudge check(String team, BenchmarkKind kind, RunRequest request) {
        RunSettings settings = request.settingsOrDefault();
        require(
                kind.isProgram() || settings.samplesOrDefault() == 1,
                "/settings/samples",
                "only HumanEval has several");
        require(
                kind.isChoice() || settings.scoringOrDefault() != RunRequest.Scoring.LOG_PROBABILITIES,
                "/settings/scoring",
                "only benchmarks with choices have it");
        require(
                settings.judge() == null || kind == BenchmarkKind.XSTEST,
                "/settings/judge",
                "only XSTest takes a judge");
        checkTarget(team, request.target());
        if (kind.isProgram()) {
            sandbox.requireAvailable();
        }
        return settings.judge() == null ? null : judge(team, settings.judge());
    }

    private PinnedJudge judge(String team, String name) {
        Judge judge = find(team, name);
        require(
                RefusalClass.isRatedBy(judges.setting(judge).rubric()),
                "/settings/judge",
                "its rubric must be xstest@1, or another with the one criterion compliance on three levels");
        try {
            String served = configurations.digestOfJudge(team, judge.document().model());
            return new PinnedJudge(name, judge.digest(), served);
        } catch (UnknownConfigurationException e) {
            throw invalid("/settings/judge", "the gateway does not report how its model is served");
        }
    }

    private Judge find(String team, String name) {
        Optional<Judge> found;
        try {
            found = Optional.of(judges.get(name)).filter(judge -> judge.team().equals(team));
        } catch (ProblemException e) {
            found = Optional.empty();
        }
        return found.orElseThrow(() -> invalid("/settings/judge", "no such judge in this team"));
    }

    private void checkTarget(String team, Candidate target) {
        Candidate.Kind kind = target.kind();
        require(kind != null, "/target", "must be {model, version}, {prompt, version, model: NAME@V} or {route}");
        if (kind == Candidate.Kind.ROUTE) {
            require(
                    siblings.route(team, Objects.requireNonNull(target.route())).isPresent(),
                    "/target/route",
                    "no such route in this team");
            return;
        }
        require(
                siblings.model(team, Objects.requireNonNull(target.modelReference()))
                        .isPresent(),
                "/target/model",
                "no such model version in this team");
        String prompt = target.promptReference();
        require(
                prompt == null || siblings.prompt(team, prompt).isPresent(),
                "/target/prompt",
                "no such prompt version in this team");
    }

    private static void require(boolean holds, String pointer, String message) {
        if (!holds) {
            throw invalid(pointer, message);
        }
    }

    private static ProblemException invalid(String pointer, String message) {
        return BenchmarkProblem.BENCHMARK_RUN_INVALID
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }
}
