package io.plumbline.registry.finetuning.executor;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.finetuning.plan.HyperParameters;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/// Checks the executors of jobs, and finds them.
@Service
@EnableConfigurationProperties(FineTuningProperties.class)
public class Executors {

    private final Map<ExecutorKind, TrainingExecutor> executors = new EnumMap<>(ExecutorKind.class);
    private final TrainingAddresses addresses;
    private final CommandExecutor commands;

    Executors(List<TrainingExecutor> executors, TrainingAddresses addresses, CommandExecutor commands) {
        executors.forEach(each -> this.executors.put(each.kind(), each));
        this.addresses = addresses;
        this.commands = commands;
    }

    /// Reports settings that the operator does not allow, and hyperparameters that the executor does not have.
    public void check(
            ExecutorSettings settings,
            TrainingMethod method,
            HyperParameters parameters,
            boolean hasSecret,
            ProblemException problem) {
        switch (settings.kind()) {
            case OPENAI -> {
                addresses.check(settings.requiredOpenAi().url(), "/executor/openAi/url", problem);
                if (method == TrainingMethod.QLORA) {
                    problem.at("/method", "is not a method of this executor. Use LORA");
                }
                if (parameters.learningRate() != null) {
                    problem.at("/hyperParameters/learningRate", "is not taken by this executor: it has a multiplier");
                }
            }
            case KUBERNETES -> requireNoSecret(hasSecret, problem);
            case COMMAND -> {
                commands.check(settings, problem);
                requireNoSecret(hasSecret, problem);
            }
        }
    }

    private static void requireNoSecret(boolean hasSecret, ProblemException problem) {
        if (hasSecret) {
            problem.at("/secret", "is for the executor OPENAI only");
        }
    }

    public TrainingExecutor of(ExecutorKind kind) {
        return Objects.requireNonNull(executors.get(kind));
    }
}
