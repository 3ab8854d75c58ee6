package io.plumbline.gateway.configuration;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Shows the configurations with which a production route serves, and temporarily suspends the rules for it.
@RestController
@RequestMapping("/api/v1/routes/{name}")
class ConfigurationController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final RouteConfigurations configurations;
    private final BreakGlass breakGlass;

    ConfigurationController(RouteConfigurations configurations, BreakGlass breakGlass) {
        this.configurations = configurations;
        this.breakGlass = breakGlass;
    }

    /// @param production whether the route is or was a production route
    /// @param riskTier the strictest that it has served or declared
    /// @param configurations with which it may serve calls
    /// @param pending with which variants would serve calls but may not
    /// @param lifted until when the rules are suspended; absent if they apply
    record View(
            boolean production,
            String riskTier,
            List<Serving> configurations,
            List<Pending> pending,
            @Nullable Window lifted) {}

    /// @param variants of the route that it currently serves
    /// @param document the served configuration
    /// @param withdrawnAt when its evidence was withdrawn; null while it is valid
    /// @param servesUntil when calls are refused because of that; null while the evidence is valid
    record Serving(
            String digest,
            List<String> variants,
            String basis,
            @Nullable UUID approvalId,
            Instant authorizedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant withdrawnAt,
            @Nullable Instant servesUntil,
            Map<String, Object> document) {}

    /// @param outcome what is required: `NEEDS_GATE`, `NEEDS_APPROVAL` or `REFUSED`
    record Pending(
            String digest, List<String> variants, String outcome, int approvers, List<Map<String, Object>> changes) {}

    record Window(Instant until, String reason, String by) {}

    /// @param reason why the rules must be suspended
    /// @param minutes for how long, 1..1440
    record Request(
            @NotBlank @Size(max = 1_000) String reason,
            @NotNull @Min(1) @Max(1_440) Integer minutes) {}

    @GetMapping("/configurations")
    @RequiresPermission(value = Permission.ROUTE_READ, route = "name")
    View configurations(@PathVariable @Pattern(regexp = NAME) String name) {
        return configurations.of(name);
    }

    /// Temporarily suspends the rules on production changes for this route, and opens an incident. Configurations
    /// that serve because of this must be gated and approved before the time is over; afterwards they are
    /// refused.
    @PutMapping("/break-glass")
    @RequiresPermission(value = Permission.PRODUCTION_OVERRIDE, route = "name")
    ResponseEntity<Window> open(
            @PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody Request request) {
        return ResponseEntity.ok(breakGlass.open(name, request.reason(), request.minutes()));
    }

    /// Ends the suspension early.
    @DeleteMapping("/break-glass")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(value = Permission.PRODUCTION_OVERRIDE, route = "name")
    void close(@PathVariable @Pattern(regexp = NAME) String name) {
        breakGlass.close(name);
    }
}
