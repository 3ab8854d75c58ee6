package io.plumbline.e2e.cleanroom;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Texts that are what a schema asks for. The names among them are few, so that requests meet the things that
/// earlier ones have made, and none is the name of something that the demo has made.
final class Words {

    private static final List<String> NAMES = List.of("clean-a", "clean-b", "clean-c");

    private static final List<String> OTHERS = List.of(
            "clean-a@1",
            "production",
            "clean.thing.made",
            "user",
            "errorRate",
            "A",
            "model,day",
            "sha256:00000000000000000000000000000000",
            "09:30",
            "mask",
            "some free text",
            "MINIMAL",
            "CANDIDATE",
            "exact",
            "role:auditor",
            "https://login.example.com",
            "jsonl",
            "ANY",
            "whsec_" + "QUFB".repeat(8));

    private static final Map<String, List<String>> BY_PATTERN = new ConcurrentHashMap<>();

    private Words() {}

    /// @throws IllegalStateException if no word is like that: then one must be added here
    static String matching(String pattern, RandomGenerator random) {
        List<String> words = BY_PATTERN.computeIfAbsent(pattern, Words::all);
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> all(String pattern) {
        var matcher = Pattern.compile(pattern).asMatchPredicate();
        List<String> names = NAMES.stream().filter(matcher).toList();
        List<String> words = names.isEmpty() ? OTHERS.stream().filter(matcher).toList() : names;
        if (words.isEmpty()) {
            throw new IllegalStateException("no word is like " + pattern);
        }
        return words;
    }
}
