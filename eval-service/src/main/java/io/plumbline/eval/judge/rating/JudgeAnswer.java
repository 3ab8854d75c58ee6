package io.plumbline.eval.judge.rating;

import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Criterion;
import io.plumbline.eval.rubric.RubricDocument.Scale;
import io.plumbline.eval.sibling.ChatCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A judge's answer, read strictly: missing or off-scale levels make it invalid, and never become a score.
///
/// @param weighted whether every level is weighted by probabilities
record JudgeAnswer(List<Rating> ratings, boolean weighted) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern FENCED = Pattern.compile("\\s*```(?:json)?\\s*\\n(.*)\\n\\s*```\\s*", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int LONGEST_TEXT = 2_000;

    static JudgeAnswer read(ChatCalls.Reply reply, JudgePrompt prompt, RubricDocument rubric, String answer)
            throws InvalidRatingException {
        JsonNode choice = reply.body().path("choices").path(0);
        String text = String.valueOf(reply.text());
        JsonNode verdict = object(reply, prompt);
        JsonNode ratings = verdict.path("ratings");
        Map<String, Integer> offsets = offsets(text);
        String searched = normalized(answer);
        List<Rating> read = new ArrayList<>();
        boolean weighted = true;
        for (Criterion criterion : rubric.criteria()) {
            JsonNode rating = ratings.path(criterion.name());
            int level = level(rating.path("level"), rubric.scale(), criterion.name());
            Integer offset = offsets.get(criterion.name());
            Optional<LevelDistribution> distribution = offset == null
                    ? Optional.empty()
                    : LevelDistribution.at(
                            choice.path("logprobs"),
                            offset,
                            level,
                            rubric.scale().min(),
                            rubric.scale().max());
            weighted &= distribution.isPresent();
            String evidence = text(rating.path("evidence"), "evidence", criterion.name());
            String quote = normalized(evidence);
            String reasoning = text(rating.path("reasoning"), "reasoning", criterion.name());
            read.add(new Rating(
                    criterion.name(),
                    level,
                    distribution.map(LevelDistribution::mean).orElse((double) level),
                    distribution.map(LevelDistribution::deviation).orElse(0.0),
                    evidence,
                    !quote.isEmpty() && searched.contains(quote),
                    reasoning));
        }
        return new JudgeAnswer(List.copyOf(read), weighted);
    }

    /// Returns the object of a judge's answer after checking that it answers this prompt.
    static JsonNode object(ChatCalls.Reply reply, JudgePrompt prompt) throws InvalidRatingException {
        JsonNode choice = reply.body().path("choices").path(0);
        if (choice.path("finish_reason").asString("").equals("length")) {
            throw new InvalidRatingException("the verdict was cut off");
        }
        JsonNode verdict;
        try {
            Matcher fenced = FENCED.matcher(String.valueOf(reply.text()));
            verdict = JSON.readTree(fenced.matches() ? fenced.group(1) : reply.text());
        } catch (JacksonException e) {
            throw new InvalidRatingException("the verdict is no JSON");
        }
        if (!verdict.path("ticket").asString("").equals(prompt.ticket())) {
            throw new InvalidRatingException("the verdict lacks the ticket of its prompt");
        }
        return verdict;
    }

    private static int level(JsonNode level, Scale scale, String criterion) throws InvalidRatingException {
        if (!level.isIntegralNumber()) {
            throw new InvalidRatingException("the verdict has no level for " + criterion);
        }
        int value = level.asInt(scale.min() - 1);
        if (value < scale.min() || value > scale.max()) {
            throw new InvalidRatingException("the level for " + criterion + " is off the scale");
        }
        return value;
    }

    static String text(JsonNode text, String member, String criterion) throws InvalidRatingException {
        if (!text.isString() || (member.equals("reasoning") && text.asString().isBlank())) {
            throw new InvalidRatingException("the verdict has no " + member + " for " + criterion);
        }
        String value = text.asString().replace('\0', '\uFFFD');
        return value.substring(0, Math.min(value.length(), LONGEST_TEXT));
    }

    private static String normalized(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    /// Returns the position of each criterion's level in the text.
    private static Map<String, Integer> offsets(String text) {
        Map<String, Integer> offsets = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            int depth = 0;
            String criterion = "";
            String member = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.PROPERTY_NAME) {
                    member = parser.currentName();
                    criterion = depth == 2 ? member : criterion;
                } else if (token == JsonToken.VALUE_NUMBER_INT && depth == 3 && member.equals("level")) {
                    offsets.put(criterion, (int) parser.currentTokenLocation().getCharOffset());
                }
            }
            return offsets;
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}
