/// Assembles the kit's packages. Nothing depends on it: Spring Boot finds it as an auto-configuration.
@NullMarked
package io.plumbline.kit.assembly;

import org.jspecify.annotations.NullMarked;
