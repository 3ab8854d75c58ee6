package io.plumbline.console.session;

import io.plumbline.kit.security.PermissionInterceptor;
import io.plumbline.kit.tenancy.TenantScope;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Checks the permission that a handler declares before it calls a service, so that a page that would fail says why.
/// The services decide in any case.
@Configuration(proxyBeanMethods = false)
class WebSetup implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PermissionInterceptor(new TenantScope()));
    }
}
