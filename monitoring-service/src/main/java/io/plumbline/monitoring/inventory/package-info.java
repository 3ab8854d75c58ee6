/// What is in production, on which grounds, and what is used without being registered.
@NullMarked
package io.plumbline.monitoring.inventory;

import org.jspecify.annotations.NullMarked;
