@NullMarked
package io.plumbline.monitoring.alert.subscription;

import org.jspecify.annotations.NullMarked;
