@NullMarked
package io.plumbline.registry.prompt;

import org.jspecify.annotations.NullMarked;
