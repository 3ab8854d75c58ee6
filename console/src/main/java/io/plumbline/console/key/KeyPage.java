package io.plumbline.console.key;

import io.plumbline.console.key.KeyClient.ApiKey;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Navigation;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of an API key: rotation and revocation.
@Controller
@RequestMapping("/keys/{id}")
class KeyPage {

    private final KeyClient keys;
    private final ActorNames names;
    private final Navigation navigation;
    private final Clock clock;

    KeyPage(KeyClient keys, ActorNames names, Navigation navigation, Clock clock) {
        this.keys = keys;
        this.names = names;
        this.navigation = navigation;
        this.clock = clock;
    }

    /// How long the previous secret stays valid.
    enum Grace {
        NONE("Not at all", Duration.ZERO),
        HOUR("1 hour", Duration.ofHours(1)),
        DAY("1 day", Duration.ofDays(1)),
        WEEK("7 days", Duration.ofDays(7));

        private final String label;
        private final Duration length;

        Grace(String label, Duration length) {
            this.label = label;
            this.length = length;
        }

        private static Grace of(String label) {
            return Arrays.stream(values())
                    .filter(grace -> grace.label.equals(label))
                    .findFirst()
                    .orElse(NONE);
        }
    }

    @GetMapping
    @RequiresPermission(Permission.KEY_READ)
    String show(@PathVariable String id, Model model) {
        ApiKey key = keys.get(id);
        Instant now = clock.instant();
        model.addAttribute("key", key);
        model.addAttribute("state", key.state(now));
        model.addAttribute("inGrace", key.previousValidUntil() != null && now.isBefore(key.previousValidUntil()));
        model.addAttribute(
                "names",
                key.owner() == null ? Map.of() : names.of(List.of(key.owner().toString())));
        model.addAttribute("mayWrite", Callers.current().may(Permission.KEY_WRITE, key.team()) && key.isInForce(now));
        model.addAttribute(
                "mayBudget", Callers.current().may(Permission.BUDGET_WRITE, key.team()) && key.isInForce(now));
        model.addAttribute("hasAudit", navigation.isOpen("/audit", Callers.current()));
        return "console/key/show";
    }

    @GetMapping("/rotate")
    @RequiresPermission(Permission.KEY_WRITE)
    String rotation(@PathVariable String id, Model model) {
        model.addAttribute("key", keys.get(id));
        model.addAttribute(
                "graces",
                Arrays.stream(Grace.values()).map(grace -> grace.label).toList());
        return "console/key/rotate";
    }

    @PostMapping("/rotate")
    @RequiresPermission(Permission.KEY_WRITE)
    ModelAndView rotate(@PathVariable String id, @RequestParam String grace) {
        return Submission.action("/keys/" + id, "The key has a new secret.", () -> {
            KeyClient.RotatedKey rotated = keys.rotate(
                    id, new KeyClient.Rotation((int) Grace.of(grace).length.toSeconds()));
            new OneTimeSecret("New API key", rotated.key(), "Copy it now into the program that uses it.").showNext();
        });
    }

    @GetMapping("/revoke")
    @RequiresPermission(Permission.KEY_WRITE)
    String confirm(@PathVariable String id, Model model) {
        ApiKey key = keys.get(id);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Revoke the key " + key.name() + "?",
                        "Programs that use it are refused within five seconds. This cannot be undone.",
                        "/keys/" + id + "/revoke",
                        "Revoke",
                        true,
                        "/keys/" + id,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/revoke")
    @RequiresPermission(Permission.KEY_WRITE)
    ModelAndView revoke(@PathVariable String id) {
        return Submission.action("/keys/" + id, "The key is revoked.", () -> keys.revoke(id));
    }
}
