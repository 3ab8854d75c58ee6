@NullMarked
package io.plumbline.registry.webhook;

import org.jspecify.annotations.NullMarked;
