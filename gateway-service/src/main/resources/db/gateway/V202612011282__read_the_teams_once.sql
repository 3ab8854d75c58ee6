-- As in monitoring: a sum of usage reads many rows, and its policy the caller's teams once for each query.
select plumbline.protect('usage_entry');
