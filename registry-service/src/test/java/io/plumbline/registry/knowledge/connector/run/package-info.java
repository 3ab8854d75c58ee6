@NullMarked
package io.plumbline.registry.knowledge.connector.run;

import org.jspecify.annotations.NullMarked;
