package io.plumbline.console.api;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/// Makes a bean of every interface with [ServiceApi], so that a page's client needs no registration elsewhere.
@Component
final class ServiceApiBeans implements BeanFactoryPostProcessor {

    private static final String CONSOLE = "io.plumbline.console";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) factory;
        for (BeanDefinition found : new Interfaces().findCandidateComponents(CONSOLE)) {
            register(
                    ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), factory.getBeanClassLoader()),
                    factory,
                    registry);
        }
    }

    private static <T> void register(
            Class<T> api, ConfigurableListableBeanFactory factory, BeanDefinitionRegistry registry) {
        registry.registerBeanDefinition(
                api.getName(),
                BeanDefinitionBuilder.genericBeanDefinition(
                                api, () -> factory.getBean(ApiClients.class).client(api))
                        .getBeanDefinition());
    }

    private static final class Interfaces extends ClassPathScanningCandidateComponentProvider {

        Interfaces() {
            super(false);
            addIncludeFilter(new AnnotationTypeFilter(ServiceApi.class));
        }

        @Override
        protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
            return definition.getMetadata().isInterface();
        }
    }
}
