/// The configurations with which production routes may serve calls: which are authorised, how others are decided,
/// and how the rules are suspended.
@NullMarked
package io.plumbline.gateway.configuration;

import org.jspecify.annotations.NullMarked;
