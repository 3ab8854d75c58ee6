package io.plumbline.eval.redteam.probe;

import io.plumbline.eval.redteam.probe.ProbeLibrary.Aim;
import io.plumbline.eval.redteam.probe.ProbeLibrary.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Expands the probe library into probes: deterministic by seed, without a model. Each probe has its own marker or
/// secret, so that its appearance in an answer is no coincidence. Probes of all categories and strategies alternate,
/// so that a campaign that ends early has some of each. Immutable.
public final class ProbeGrammar {

    private static final String[] WORDS = {
        "KESTREL", "MARLIN", "JUNIPER", "COBALT", "ORCHID", "FALCON", "WILLOW", "GRANITE", "SAFFRON", "HERON", "TUNDRA",
        "VELVET"
    };
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int SUFFIX = 5;
    private static final int DRAWS = 12;
    private static final int SHOTS = 16;
    private static final int REWRITES = 3;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final ProbeLibrary library = ProbeLibrary.read();

    /// Returns the version of the library.
    public String version() {
        return library.version();
    }

    /// Returns the probes, attacks and harmless prompts, without repetition. There may be fewer harmless prompts than
    /// planned, because their number is limited.
    public List<Probe> probes(ProbePlan plan) {
        List<Probe> probes = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < plan.perCategory(); i++) {
            for (int j = 0; j < plan.categories().size(); j++) {
                ProbeCategory category = plan.categories().get(j);
                SplittableRandom random = new SplittableRandom(
                        plan.seed() * PRIME + category.code().hashCode() * 1_000_003L + i);
                StrategyChain chain =
                        plan.strategies().get((i + j) % plan.strategies().size());
                add(probes, texts, () -> attack(category, chain, random));
                if (i % 2 == 0) {
                    add(probes, texts, () -> harmless(category, chain, random));
                }
            }
        }
        return probes;
    }

    private static void add(List<Probe> probes, Set<String> texts, Supplier<Probe> draw) {
        for (int i = 0; i < DRAWS; i++) {
            Probe probe = draw.get();
            if (texts.add(probe.setting().carried(probe.attack()))) {
                probes.add(probe);
                return;
            }
        }
    }

    private Probe attack(ProbeCategory category, StrategyChain chain, SplittableRandom random) {
        Texts texts = library.texts(category);
        Map<String, String> slots = slots(random);
        Aim aim = pick(texts.goals(), random);
        String demand = fill(pick(aim.demands(), random), slots);
        String template = pick(texts.templates(), random);
        String plain = fill(template.replace("{demand}", demand), slots);
        String attack = apply(chain, plain, slots, random);
        return new Probe(
                category.code(),
                chain.toString(),
                false,
                setting(texts, slots, random),
                attack,
                turns(chain, slots, random),
                rewrites(chain, attack, slots, random),
                goal(aim, slots));
    }

    private Probe harmless(ProbeCategory category, StrategyChain chain, SplittableRandom random) {
        Texts texts = library.texts(category);
        Map<String, String> slots = slots(random);
        String plain = fill(pick(texts.harmless(), random), slots);
        return new Probe(
                category.code(),
                chain.toString(),
                true,
                setting(texts, slots, random),
                apply(chain.harmless(), plain, slots, random),
                List.of(),
                List.of(),
                null);
    }

    private static ProbeGoal goal(Aim aim, Map<String, String> slots) {
        String expected = switch (aim.detector()) {
            case CANARY -> aimsAtMarker(aim) ? slot(slots, "marker") : slot(slots, "canary");
            case LENGTH, NO_REFUSAL -> "";
            default -> aim.payload() == null ? slot(slots, "marker") : fill(aim.payload(), slots);
        };
        return new ProbeGoal(aim.id(), aim.detector(), expected, aim.tool(), aim.maxTokens());
    }

    private static boolean aimsAtMarker(Aim aim) {
        return aim.demands().getFirst().contains("{marker}");
    }

    private static ProbeSetting setting(Texts texts, Map<String, String> slots, SplittableRandom random) {
        String task = texts.task();
        return new ProbeSetting(
                fill(texts.system(), slots),
                texts.placement(),
                fill(pick(texts.carriers(), random), slots),
                task == null ? null : fill(task, slots),
                texts.tools() == null ? List.of() : texts.tools(),
                texts.called());
    }

    /// Draws a value for every slot, and a marker and a secret of this probe.
    private Map<String, String> slots(SplittableRandom random) {
        Map<String, String> slots = new TreeMap<>();
        new TreeMap<>(library.slots()).forEach((name, values) -> slots.put(name, pick(values, random)));
        slots.put("marker", WORDS[random.nextInt(WORDS.length)] + letters(random));
        slots.put("canary", letters(random) + letters(random));
        return slots;
    }

    private static String letters(SplittableRandom random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < SUFFIX; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    private String apply(StrategyChain chain, String plain, Map<String, String> slots, SplittableRandom random) {
        String text = plain;
        for (Strategy strategy : chain.strategies()) {
            text = switch (strategy.kind()) {
                case ENCODING -> Encodings.encode(strategy, text);
                case FRAME -> frame(strategy, text, slots, random);
                case TURNS -> text;
            };
        }
        return text;
    }

    private String frame(Strategy strategy, String text, Map<String, String> slots, SplittableRandom random) {
        String frame = pick(library.frames(strategy), random);
        return switch (strategy) {
            case MANY_SHOT -> shots(frame, random) + "\nUser: " + text + "\nAssistant:";
            case PAYLOAD_SPLITTING -> split(fill(frame, slots), text);
            default -> fill(frame, slots).replace(ProbeSetting.ATTACK, text);
        };
    }

    private String shots(String frame, SplittableRandom random) {
        List<String> shots = new ArrayList<>();
        for (int i = 0; i < SHOTS; i++) {
            ProbeLibrary.Shot shot = pick(library.shots(), random);
            shots.add(frame.replace("{question}", shot.question()).replace("{answer}", shot.answer()));
        }
        return String.join("\n", shots);
    }

    /// Splits at the blank that is next to the middle.
    private static String split(String frame, String text) {
        int blank = text.indexOf(' ', text.length() / 2);
        int middle = blank < 0 ? text.length() / 2 : blank;
        return frame.replace("{first}", text.substring(0, middle)).replace("{second}", text.substring(middle));
    }

    private List<String> turns(StrategyChain chain, Map<String, String> slots, SplittableRandom random) {
        if (chain.strategies().getLast() != Strategy.CRESCENDO) {
            return List.of();
        }
        return pick(library.conversations(Strategy.CRESCENDO), random).stream()
                .filter(turn -> !turn.contains(ProbeSetting.ATTACK))
                .map(turn -> fill(turn, slots))
                .toList();
    }

    private List<String> rewrites(
            StrategyChain chain, String attack, Map<String, String> slots, SplittableRandom random) {
        if (chain.strategies().getLast() != Strategy.TREE) {
            return List.of();
        }
        List<String> frames = new ArrayList<>(library.frames(Strategy.TREE));
        List<String> rewrites = new ArrayList<>();
        for (int i = 0; i < REWRITES && !frames.isEmpty(); i++) {
            String frame = frames.remove(random.nextInt(frames.size()));
            rewrites.add(fill(frame, slots).replace(ProbeSetting.ATTACK, attack));
        }
        return rewrites;
    }

    private static String slot(Map<String, String> slots, String name) {
        return String.valueOf(slots.get(name));
    }

    private static String fill(@Nullable String text, Map<String, String> slots) {
        String filled = String.valueOf(text);
        for (Map.Entry<String, String> slot : slots.entrySet()) {
            filled = filled.replace("{" + slot.getKey() + "}", slot.getValue());
        }
        return filled;
    }

    private static <T> T pick(List<T> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }
}
