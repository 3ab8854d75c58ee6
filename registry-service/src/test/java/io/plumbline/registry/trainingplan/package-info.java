@NullMarked
package io.plumbline.registry.trainingplan;

import org.jspecify.annotations.NullMarked;
