package io.plumbline.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.ResourcePermissions.Access;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

class HandlerPermissionTest {

    abstract static class Documents {

        @Access(Access.Kind.READ)
        void list() {}

        @Access(Access.Kind.WRITE)
        void put(@PathVariable String name) {}
    }

    @ResourcePermissions(read = Permission.ROUTE_READ, write = Permission.ROUTE_WRITE, route = "name")
    static final class Routes extends Documents {

        @RequiresPermission(value = Permission.POLICY_WRITE, route = "route")
        void govern(@PathVariable String route) {}

        void open() {}
    }

    static final class Unnamed extends Documents {}

    private static @Nullable HandlerPermission of(Object controller, String method) {
        Method handler = Arrays.stream(ReflectionUtils.getAllDeclaredMethods(controller.getClass()))
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return HandlerPermission.of(new HandlerMethod(controller, handler));
    }

    @Test
    void takesPermissionOfInheritedHandlerFromItsController() {
        assertThat(of(new Routes(), "put")).isEqualTo(new HandlerPermission(Permission.ROUTE_WRITE, "name"));
    }

    @Test
    void namesRouteOnlyForHandlersOfOneResource() {
        assertThat(of(new Routes(), "list")).isEqualTo(new HandlerPermission(Permission.ROUTE_READ, ""));
    }

    @Test
    void prefersPermissionOfHandler() {
        assertThat(of(new Routes(), "govern")).isEqualTo(new HandlerPermission(Permission.POLICY_WRITE, "route"));
    }

    @Test
    void findsNoneWhereNeitherDeclaresOne() {
        assertThat(of(new Routes(), "open")).isNull();
        assertThat(of(new Unnamed(), "put")).isNull();
    }
}
