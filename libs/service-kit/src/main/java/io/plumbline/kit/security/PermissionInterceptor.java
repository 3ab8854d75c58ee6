package io.plumbline.kit.security;

import io.plumbline.kit.tenancy.TenantScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/// Lets a request through to one of our handlers only if its caller has the permission that the handler names,
/// and opens the database for the teams in which they have it. A handler of ours that names none is closed to
/// everybody.
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
        RequiresPermission required = method.getMethodAnnotation(RequiresPermission.class);
        if (required == null) {
            throw new IllegalStateException("handler declares no permission: " + method.getShortLogMessage());
        }
        Permission permission = required.value();
        Set<String> teams = Callers.current().teamsWith(permission);
        if (teams.isEmpty()) {
            throw AccessProblem.withoutPermission(permission);
        }
        scope.open(teams);
        return true;
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
