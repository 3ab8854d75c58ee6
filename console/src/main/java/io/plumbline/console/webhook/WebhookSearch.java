package io.plumbline.console.webhook;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds webhooks by name.
@Component
class WebhookSearch implements SearchSource {

    private final WebhookClient webhooks;

    WebhookSearch(WebhookClient webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.MODEL_READ).isEmpty()) {
            return List.of();
        }
        return Listing.read(webhooks::list).stream()
                .filter(webhook -> webhook.name().contains(text))
                .map(webhook -> new Hit("Webhook", webhook.name(), "/webhooks/" + webhook.name(), webhook.team()))
                .toList();
    }
}
