package io.plumbline.console.finetuning;

import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that starts a job. Its fields have the names of the request's members, such as `target.model`.
record FineTuningForm(Map<String, String> values) {

    static final List<String> METHODS = List.of("LORA", "QLORA", "SFT", "DPO");
    static final List<String> EXECUTORS = List.of("OPENAI", "KUBERNETES", "COMMAND");
    static final List<String> POLICIES = List.of("WARN", "CANCEL");

    private static final List<String> TEXTS = List.of(
            "base",
            "method",
            "trainingData",
            "validationData",
            "target.model",
            "executor.kind",
            "executor.openAi.url",
            "executor.kubernetes.image",
            "executor.kubernetes.plumblineUrl",
            "executor.command.name",
            "secret",
            "watch.onAnomaly");
    private static final List<String> NUMBERS = List.of(
            "seed",
            "hyperParameters.epochs",
            "hyperParameters.batchSize",
            "hyperParameters.learningRateMultiplier",
            "hyperParameters.learningRate",
            "hyperParameters.lora.rank",
            "hyperParameters.lora.alpha",
            "hyperParameters.beta",
            "budget.maxUsd",
            "budget.usdPerMillionTokens");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    static FineTuningForm empty(@Nullable String base) {
        return new FineTuningForm(Map.of(
                "base",
                Objects.requireNonNullElse(base, ""),
                "method",
                "LORA",
                "executor.kind",
                "OPENAI",
                "watch.onAnomaly",
                "WARN",
                "hyperParameters.epochs",
                "3"));
    }

    public String of(String name) {
        return Objects.requireNonNullElse(values.get(name), "").strip();
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        for (String name : NUMBERS) {
            if (!of(name).isEmpty() && !NUMBER.matcher(of(name)).matches()) {
                return FormErrors.at(name, "must be a number, such as 3 or 0.5");
            }
        }
        return null;
    }

    /// Returns the form without its secret, to be shown again.
    FineTuningForm withoutSecret() {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.remove("secret");
        return new FineTuningForm(others);
    }

    /// Returns the body of the request: without the empty fields, and without those of other executors.
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        TEXTS.stream().filter(name -> !of(name).isEmpty() && belongs(name)).forEach(name -> put(body, name, of(name)));
        NUMBERS.stream().filter(name -> !of(name).isEmpty()).forEach(name -> put(body, name, number(of(name))));
        return body;
    }

    private boolean belongs(String name) {
        return switch (of("executor.kind")) {
            case "OPENAI" -> !name.startsWith("executor.kubernetes") && !name.startsWith("executor.command");
            case "KUBERNETES" ->
                !name.startsWith("executor.openAi") && !name.startsWith("executor.command") && !name.equals("secret");
            default ->
                !name.startsWith("executor.openAi")
                        && !name.startsWith("executor.kubernetes")
                        && !name.equals("secret");
        };
    }

    private static Number number(String text) {
        return text.contains(".") ? new BigDecimal(text) : Integer.valueOf(text);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> body, String name, Object value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            body.put(name, value);
        } else {
            Map<String, Object> inner = (Map<String, Object>)
                    body.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<String, Object>());
            put(inner, name.substring(dot + 1), value);
        }
    }
}
