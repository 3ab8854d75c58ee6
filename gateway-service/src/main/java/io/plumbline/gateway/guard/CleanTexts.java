package io.plumbline.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.redact.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts that come again and again and that a policy lets pass as they are: an application's instructions to
/// the model and its tools, which are in every call of its; what was said before, which is in every call of a
/// conversation; and what stands beside an answer (which model, which version of it, when). What an
/// inspection finds depends on the text, the policy and what surrounds the text, so that it need not be done
/// twice.
///
/// What one team has sent is not known to another, which could else tell by the time that its own call takes
/// that somebody has sent that very text.
///
/// Of the texts their digests are kept, of the most recent ones alone, with where in them something was found that
/// does not matter. What was looked at in part, late or not at all is not remembered, and neither is a text in which
/// the call's vault has to hide its own tag, or any in answers to a question for which something was invented.
/// Thread-safe.
final class CleanTexts {

    private static final int MOST = 40_000;
    private static final int LONGEST = 32 * 1024;

    /// What is not surrounded by anything.
    static final String ALONE = around(Surroundings.NONE);

    /// Of a text that is looked at anyway.
    static final Asked NOT_ASKED = new Asked(null, null, "");

    private final Cache<Key, Clean> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /// A text under a policy, which is that very one, and not one like it.
    private record Key(GuardPolicy policy, Stage stage, boolean json, String digest) {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && key.policy == policy
                    && key.stage == stage
                    && key.json == json
                    && key.digest.equals(digest);
        }

        @Override
        public int hashCode() {
            return 31 * digest.hashCode() + System.identityHashCode(policy);
        }
    }

    /// What an inspection found that let the text pass as it is.
    record Clean(List<Finding> findings, StageRules rules) {}

    /// A text that is about to be looked at, or need not be.
    static final class Asked {

        private final @Nullable Cache<Key, Clean> known;
        private final @Nullable Key key;
        private final String text;

        private Asked(@Nullable Cache<Key, Clean> known, @Nullable Key key, String text) {
            this.known = known;
            this.key = key;
            this.text = text;
        }

        /// What is known of it; null when it has to be looked at.
        @Nullable
        Clean known() {
            return key == null || known == null ? null : known.getIfPresent(key);
        }

        /// It has been looked at.
        void learn(Inspection inspection) {
            boolean passes = inspection.failures().isEmpty()
                    && inspection.decision() == Action.ALLOW
                    && inspection.text().equals(text);
            if (key != null && known != null && passes) {
                known.put(key, new Clean(List.copyOf(inspection.findings()), inspection.rules()));
            }
        }
    }

    /// Those of one team.
    record OfTeam(CleanTexts all, String team) {

        /// The same as of all of them.
        Asked ask(GuardPolicy policy, Stage stage, boolean json, String text, String around, PlaceholderVault vault) {
            return all.ask(policy, stage, team, json, text, around, vault);
        }
    }

    OfTeam of(String team) {
        return new OfTeam(this, team);
    }

    /// @param team whose call it is
    /// @param json whether the text is looked at as JSON
    /// @param around digest of what surrounds the text, by [#around]
    /// @param vault of the call
    Asked ask(
            GuardPolicy policy,
            Stage stage,
            String team,
            boolean json,
            String text,
            String around,
            PlaceholderVault vault) {
        if (text.length() > LONGEST || vault.isTagIn(text) || vault.hasInvented()) {
            return NOT_ASKED;
        }
        return new Asked(known, new Key(policy, stage, json, digest(team, text, around)), text);
    }

    private static String digest(String team, String text, String around) {
        MessageDigest sha256 = sha256();
        add(team, sha256);
        add(text, sha256);
        add(around, sha256);
        return new String(sha256.digest(), StandardCharsets.ISO_8859_1);
    }

    /// Digest of what surrounds the texts of a call, which all of them share.
    static String around(Surroundings surroundings) {
        MessageDigest sha256 = sha256();
        String prompt = surroundings.systemPrompt();
        add(prompt == null ? List.of() : List.of(prompt), sha256);
        add(surroundings.canaries(), sha256);
        add(surroundings.earlier(), sha256);
        return new String(sha256.digest(), StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(List<String> texts, MessageDigest into) {
        into.update((byte) texts.size());
        texts.forEach(text -> add(text, into));
    }

    /// After its length, so that no two lists of texts are one and the same.
    private static void add(String text, MessageDigest into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            into.update((byte) (bytes.length >> shift));
        }
        into.update(bytes);
    }
}
