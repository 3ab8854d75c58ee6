package io.plumbline.monitoring.alert.channel;

import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.channel.AlertMessage.Event;
import io.plumbline.monitoring.alert.channel.AlertMessage.Item;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Formats messages for each kind of channel: Slack's blocks, PagerDuty's Events API v2, plain text for mail, and JSON
/// for webhooks. The same message has the same body at every attempt.
final class MessageBodies {

    private static final int MAX_SLACK_HEADER = 150;
    private static final int MAX_SLACK_TEXT = 2_900;
    private static final int MAX_SUMMARY = 1_000;

    private final @Nullable URI console;
    private final JsonMapper json;

    /// @param console address of the console; null: messages have no links
    MessageBodies(@Nullable URI console, JsonMapper json) {
        this.console = console;
        this.json = json;
    }

    private @Nullable String link(Item item) {
        return console == null ? null : console.toString().replaceAll("/$", "") + "/alerts/" + item.id();
    }

    /// Returns the body for a webhook: `type`, `timestamp` and `data`.
    String webhook(AlertMessage message) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("group", message.group());
        data.put("team", message.team());
        data.put("subscription", message.subscription());
        data.put("severity", message.severity());
        data.put("alerts", message.alerts().stream().map(this::item).toList());
        data.put("more", message.more());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", message.event().code());
        body.put("timestamp", message.at().toString());
        body.put("data", data);
        return json.writeValueAsString(body);
    }

    private Map<String, @Nullable Object> item(Item item) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", item.id().toString());
        members.put("state", item.isFiring() ? "FIRING" : "RESOLVED");
        members.put("source", item.source());
        members.put("name", item.name());
        members.put("rule", item.rule());
        members.put("route", item.route());
        members.put("severity", item.severity().name());
        members.put("title", item.title());
        members.put("description", item.description());
        members.put("startedAt", item.startedAt().toString());
        members.put(
                "resolvedAt",
                item.resolvedAt() == null ? null : item.resolvedAt().toString());
        members.put("acknowledgedBy", item.acknowledgedBy());
        members.put("url", link(item));
        return members;
    }

    /// Returns the body for an incoming webhook of Slack.
    String slack(AlertMessage message) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(Map.of(
                "type",
                "header",
                "text",
                Map.of("type", "plain_text", "text", cut(message.headline(), MAX_SLACK_HEADER))));
        for (Item item : message.alerts()) {
            blocks.add(Map.of("type", "section", "text", markdown(slackText(item))));
        }
        String about = "Team " + escaped(message.team())
                + (message.subscription() == null ? "" : ", subscription " + escaped(message.subscription()))
                + (message.more() > 0 ? ", %d more alerts".formatted(message.more()) : "");
        blocks.add(Map.of("type", "context", "elements", List.of(markdown(about))));
        return json.writeValueAsString(Map.of("text", escaped(message.headline()), "blocks", blocks));
    }

    private static Map<String, Object> markdown(String text) {
        return Map.of("type", "mrkdwn", "text", cut(text, MAX_SLACK_TEXT));
    }

    private String slackText(Item item) {
        String link = link(item);
        String title = escaped(cut(item.title(), 200));
        return "*" + (link == null ? title : "<" + link + "|" + title.replace('|', '/') + ">") + "*\n"
                + (item.isFiring() ? "Firing since " + item.startedAt() : "Resolved at " + item.resolvedAt())
                + (item.acknowledgedBy() == null ? "" : ", acknowledged")
                + "\n" + escaped(cut(item.description(), 2_000));
    }

    /// Escapes Slack's three control characters, so that a text can neither link nor notify a channel.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Returns the body for PagerDuty's Events API v2. The group is one incident there.
    ///
    /// @param delivery identifies a test
    String pagerDuty(AlertMessage message, UUID delivery, String integrationKey) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("routing_key", integrationKey);
        body.put("dedup_key", "plumbline-" + (message.group() == null ? delivery : message.group()));
        switch (message.event()) {
            case ACKNOWLEDGED -> body.put("event_action", "acknowledge");
            case RESOLVED -> body.put("event_action", "resolve");
            case FIRING, REPEATED, ESCALATED, TEST -> {
                body.put("event_action", "trigger");
                body.put("client", "Plumbline");
                body.put("payload", payload(message));
                List<Map<String, String>> links = new ArrayList<>();
                for (Item item : message.alerts()) {
                    String link = link(item);
                    if (link != null) {
                        links.add(Map.of("href", link, "text", cut(item.title(), 200)));
                    }
                }
                body.put("links", links);
            }
        }
        return json.writeValueAsString(body);
    }

    private Map<String, Object> payload(AlertMessage message) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", cut(message.headline(), MAX_SUMMARY));
        payload.put("source", "plumbline/" + message.team());
        payload.put(
                "severity",
                message.event() == Event.TEST
                        ? "info"
                        : message.severity() == AlertSeverity.PAGE ? "critical" : "warning");
        payload.put("timestamp", message.at().toString());
        if (!message.alerts().isEmpty()) {
            Item first = message.alerts().getFirst();
            payload.put("component", first.route() == null ? first.name() : first.route());
            payload.put("class", first.source());
        }
        payload.put(
                "custom_details",
                Map.of("alerts", message.alerts().stream().map(this::item).toList(), "more", message.more()));
        return payload;
    }

    /// Returns the text of a mail.
    String mail(AlertMessage message) {
        StringBuilder text = new StringBuilder(message.headline()).append("\n\n");
        for (Item item : message.alerts()) {
            text.append(item.title())
                    .append('\n')
                    .append(item.isFiring() ? "Firing since " + item.startedAt() : "Resolved at " + item.resolvedAt())
                    .append(", severity ")
                    .append(item.severity())
                    .append(item.acknowledgedBy() == null ? "" : ", acknowledged")
                    .append('\n')
                    .append(cut(item.description(), 4_000))
                    .append('\n');
            String link = link(item);
            if (link != null) {
                text.append(link).append('\n');
            }
            text.append('\n');
        }
        if (message.more() > 0) {
            text.append(message.more()).append(" more alerts\n\n");
        }
        text.append("Team ").append(message.team());
        if (message.subscription() != null) {
            text.append(", subscription ").append(message.subscription());
        }
        return text.append('\n').toString();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
