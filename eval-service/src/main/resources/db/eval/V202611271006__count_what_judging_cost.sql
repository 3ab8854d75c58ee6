-- What a gate cost has what its judge cost, as it is counted from now on.
update gate g set cost_usd = g.cost_usd + given.cost
from (select gate_id, sum(cost_usd) as cost from gate_verdict group by gate_id) given
where given.gate_id = g.id and given.cost is not null;
