@NullMarked
package io.plumbline.registry.evaluation;

import org.jspecify.annotations.NullMarked;
