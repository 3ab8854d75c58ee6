package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.egress.OutwardAddresses;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.webhook.WebhookSecret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks the members of a channel, which depend on its kind.
@Component
class ChannelMembers {

    private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
    private static final Pattern SIGNING_SECRET = Pattern.compile(WebhookSecret.PATTERN);
    private static final Pattern INTEGRATION_KEY = Pattern.compile("[A-Za-z0-9]{20,64}");
    private static final Pattern MAIL_ADDRESS =
            Pattern.compile("[!-~&&[^<>\"(),:;@\\[\\]\\\\]]{1,64}@[A-Za-z0-9.-]{1,189}");

    private final OutwardAddresses addresses;
    private final ChannelProperties.Mail mail;

    ChannelMembers(OutwardAddresses addresses, ChannelProperties properties) {
        this.addresses = addresses;
        this.mail = properties.mail();
    }

    /// @throws ProblemException 400 if a member is invalid, missing, or of another kind
    ChannelPlan plan(AlertChannelRequest request) {
        ChannelKind kind = request.kind();
        List<String> recipients = request.recipients() == null
                ? List.of()
                : request.recipients().stream().distinct().toList();
        String url = url(kind, request.url());
        checkSecret(kind, request.secret());
        if (kind == ChannelKind.EMAIL) {
            checkRecipients(recipients);
        } else if (!recipients.isEmpty()) {
            throw invalid("/recipients", "is only for EMAIL");
        }
        return new ChannelPlan(kind, url, recipients, request.isEnabled());
    }

    private @Nullable String url(ChannelKind kind, @Nullable String given) {
        return switch (kind) {
            case WEBHOOK -> {
                if (given == null) {
                    throw invalid("/url", "is required");
                }
                yield addresses.read(given, "/url").toString();
            }
            case PAGERDUTY ->
                given == null ? PAGERDUTY : addresses.read(given, "/url").toString();
            case SLACK, EMAIL -> {
                if (given != null) {
                    throw invalid(
                            "/url",
                            kind == ChannelKind.SLACK ? "is the secret of a channel of Slack" : "is not for EMAIL");
                }
                yield null;
            }
        };
    }

    private void checkSecret(ChannelKind kind, @Nullable String secret) {
        if (secret == null) {
            return;
        }
        switch (kind) {
            case WEBHOOK -> {
                if (!SIGNING_SECRET.matcher(secret).matches()) {
                    throw invalid("/secret", "must be whsec_ and 24 to 64 random bytes in base64");
                }
            }
            case SLACK -> addresses.read(secret, "/secret");
            case PAGERDUTY -> {
                if (!INTEGRATION_KEY.matcher(secret).matches()) {
                    throw invalid("/secret", "must be an integration key");
                }
            }
            case EMAIL -> throw invalid("/secret", "is not for EMAIL");
        }
    }

    private void checkRecipients(List<String> recipients) {
        if (!mail.isSet()) {
            throw invalid("/kind", "needs plumbline.monitoring.alerts.mail.host");
        }
        if (recipients.isEmpty()) {
            throw invalid("/recipients", "is required");
        }
        for (int i = 0; i < recipients.size(); i++) {
            String pointer = "/recipients/" + i;
            String address = recipients.get(i);
            if (!isAddress(address)) {
                throw invalid(pointer, "must be a mail address");
            }
            if (!mail.allows(address)) {
                throw invalid(pointer, "is of a domain that plumbline.monitoring.alerts.mail.domains does not list");
            }
        }
    }

    private static boolean isAddress(String text) {
        if (!MAIL_ADDRESS.matcher(text).matches()) {
            return false;
        }
        try {
            new InternetAddress(text, true).validate();
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    private static ProblemException invalid(String pointer, String reason) {
        return RequestProblem.INVALID_REQUEST.because("The channel is invalid.").at(pointer, reason);
    }
}
