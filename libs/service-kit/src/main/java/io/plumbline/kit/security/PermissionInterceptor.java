package io.plumbline.kit.security;

import io.plumbline.kit.tenancy.TenantScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Admits a request to a handler only if the caller has the handler's permission, and sets the tenancy to the
/// teams in which the caller has it. Route-limited keys reach only the handlers of their routes. A handler
/// without a permission refuses every caller.
public final class PermissionInterceptor implements AsyncHandlerInterceptor {

    private static final String OURS = "io.plumbline.";

    private final TenantScope scope;

    public PermissionInterceptor(TenantScope scope) {
        this.scope = scope;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith(OURS)
                || method.hasMethodAnnotation(OpenToAll.class)) {
            return true;
        }
        HandlerPermission required = HandlerPermission.of(method);
        if (required == null) {
            throw new IllegalStateException("handler declares no permission: " + method.getShortLogMessage());
        }
        Permission permission = required.permission();
        Caller caller = Callers.current();
        Set<String> teams = caller.teamsWith(permission);
        if (teams.isEmpty()) {
            throw caller.isLimitedToRoutes()
                    ? AccessProblem.beyondRoutes(permission)
                    : AccessProblem.withoutPermission(permission);
        }
        if (!required.route().isEmpty()) {
            caller.requireRoute(routeOf(request, required.route()), permission);
        }
        scope.open(teams);
        return true;
    }

    private static String routeOf(HttpServletRequest request, String variable) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> values && values.get(variable) instanceof String route) {
            return route;
        }
        throw new IllegalStateException("no path variable " + variable);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception exception) {
        scope.close();
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        scope.close();
    }
}
