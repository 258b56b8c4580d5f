//! Fields that say nothing where they stand: a limit in the wrong place must not pass for no limit.

use super::{DeemedText, MeasureText};

/// A field, whether it is given, whether a measure of this kind reads it, and what it is for.
type Given = (&'static str, bool, bool, &'static str);

/// A field that is given and that no measure of the kind reads, with what it is for.
pub(super) fn field(text: &MeasureText) -> Option<(&'static str, &'static str)> {
    let all = of_value(text).into_iter().chain(of_seller(text)).chain(of_relief(text)).chain(of_charge(text));
    all.filter(|(_, is_given, is_read, _)| *is_given && !is_read).map(|(field, .., of)| (field, of)).next()
}

fn is(text: &MeasureText, kinds: &[&str]) -> bool {
    kinds.contains(&text.kind.as_str())
}

fn says_shares(text: &MeasureText) -> bool {
    matches!(text.deemed, Some(DeemedText::Shares(_)))
}

fn of_value(text: &MeasureText) -> [Given; 5] {
    let valuation = is(text, &["valuation"]);
    let tax_base = is(text, &["tax-base"]);
    [
        ("parts", !text.parts.is_empty(), valuation || tax_base, "a valuation or a tax base"),
        ("factor", text.factor.is_some(), valuation, "a valuation"),
        ("per_kg", text.per_kg.is_some(), valuation, "a valuation"),
        ("deemed", says_shares(text), valuation, "a valuation, with freight and insurance"),
        ("add", !text.add.is_empty(), tax_base, "a tax base"),
    ]
}

fn of_seller(text: &MeasureText) -> [Given; 12] {
    let (route, scheme, collection) = (is(text, &["route"]), is(text, &["scheme"]), is(text, &["collection"]));
    let parties = text.deemed.is_some() && !says_shares(text);
    let either = "a scheme or a collection";
    [
        ("dataset", text.dataset.is_some(), route, "a route"),
        ("item", text.item.is_some(), route, "a route"),
        ("scheme", text.scheme.is_some(), scheme, "a scheme"),
        ("registration", text.registration.is_some(), scheme, "a scheme"),
        ("presumed", text.presumed.is_some(), scheme, "a scheme"),
        ("deemed", parties, scheme, "a scheme, with the parties that count as sellers"),
        ("collects", !text.collects.is_empty(), scheme, "a scheme"),
        ("debtor", text.debtor.is_some(), scheme || collection, either),
        ("collector", text.collector.is_some(), scheme || collection, either),
        ("moment", text.moment.is_some(), scheme || collection, either),
        ("charges", !text.charges.is_empty(), collection, "a collection"),
        ("measures", !text.measures.is_empty(), collection, "a collection"),
    ]
}

fn of_relief(text: &MeasureText) -> [Given; 6] {
    let relief = is(text, &["relief"]);
    [
        ("lifts", !text.lifts.is_empty(), relief, "a relief"),
        ("lifts_measures", !text.lifts_measures.is_empty(), relief, "a relief"),
        ("cut", text.cut.is_some(), relief, "a relief"),
        ("test", text.test.is_some(), relief, "a relief; a limit of other measures stands in `when`"),
        ("above", text.above.is_some(), relief, "a relief"),
        ("sinks", text.sinks.is_some(), relief, "a relief"),
    ]
}

fn of_charge(text: &MeasureText) -> [Given; 23] {
    let charge = is(text, &["duty", "excise", "levy", "tax", "fee"]);
    let (scheduled, flat) = (text.schedule.is_some(), text.flat.is_some() || is(text, &["scheme"]));
    [
        ("name", text.name.is_some(), charge, "a charge"),
        ("rate", text.rate.is_some(), charge, "a charge"),
        ("flat", text.flat.is_some(), charge, "a charge"),
        ("per", text.per.is_some(), flat, "a `flat` amount or a scheme"),
        ("schedule", scheduled, charge, "a charge"),
        ("column", !text.column.is_empty(), scheduled, "a `schedule`"),
        ("programs", !text.programs.is_empty(), scheduled, "a `schedule`"),
        ("top_up", text.top_up.is_some(), charge, "a charge"),
        ("over", !text.over.is_empty(), text.top_up.is_some(), "a `top_up`"),
        ("gross_up", text.gross_up.is_some(), charge, "a charge"),
        ("less", text.less.is_some(), charge, "a charge"),
        ("base", !text.base.is_empty(), charge, "a charge"),
        ("base_less", !text.base_less.is_empty(), charge, "a charge"),
        ("assess", text.assess.is_some(), charge, "a charge"),
        ("round", text.round.is_some(), charge || is(text, &["valuation"]), "a charge or a valuation"),
        ("round_in_base", text.round_in_base.is_some(), charge, "a charge"),
        ("round_total", text.round_total.is_some(), charge, "a charge"),
        ("round_base", text.round_base.is_some(), charge, "a charge"),
        ("at_least", text.at_least.is_some(), charge, "a charge"),
        ("at_most", text.at_most.is_some(), charge, "a charge; the limit of a relief stands in `test`"),
        ("plus_tax", text.plus_tax.is_some(), charge, "a charge"),
        ("class", text.class.is_some(), charge, "a charge"),
        ("payee", text.payee.is_some(), charge, "a charge"),
    ]
}

#[cfg(test)]
mod tests {
    use super::{MeasureText, field};

    fn unread(fields: &str) -> Option<&'static str> {
        let text: MeasureText = toml::from_str(&format!("id = 'zz-a'\ntitle = 'A'\n{fields}")).unwrap();
        field(&text).map(|(field, _)| field)
    }

    #[test]
    fn a_field_of_another_kind_is_noticed() {
        for (fields, wrong) in [
            // The limit of a relief, where the cap of a charge would stand.
            ("kind = 'relief'\nlifts = ['duty']\nat_most = '150 EUR'", Some("at_most")),
            ("kind = 'relief'\nlifts = ['duty']\ntest = { of = 'intrinsic', at_most = '150 EUR' }", None),
            ("kind = 'duty'\nrate = '5%'\nat_most = '150 EUR'", None),
            ("kind = 'duty'\nrate = '5%'\ntest = { of = 'intrinsic', at_most = '150 EUR' }", Some("test")),
            ("kind = 'duty'\nrate = '5%'\nper = 'unit'", Some("per")),
            ("kind = 'duty'\nflat = '5 EUR'\nper = 'unit'", None),
            ("kind = 'duty'\nrate = '5%'\ncolumn = 'mfn'", Some("column")),
            ("kind = 'tax'\nrate = '5%'\nover = ['zz-b']", Some("over")),
            ("kind = 'valuation'\nparts = ['goods']\ndeemed = ['marketplace']", Some("deemed")),
            ("kind = 'valuation'\nparts = ['goods']\ndeemed = { freight = '10%' }", None),
            ("kind = 'route'\ndataset = 'H1'\nitem = { digits = 6 }\ncollects = ['tax']", Some("collects")),
            ("kind = 'closure'", None),
        ] {
            assert_eq!(unread(fields), wrong, "{fields}");
        }
    }
}
