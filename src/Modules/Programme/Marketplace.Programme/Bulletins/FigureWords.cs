using Marketplace.Programme.Dashboard;

namespace Marketplace.Programme.Bulletins;

/// <summary>Published figures in the words of a table.</summary>
internal static class FigureWords
{
    internal static string Name(FigureRow figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return (figure.Measure, figure.Cut, figure.Kind) switch
        {
            ("sales", "all", "target") => "全年销售目标",
            ("sales", "all", _) => "销售额",
            ("sales", "four-channels", "target") => "四渠道合计目标",
            ("sales", "buyers-in-370000", _) => "其中：销往山东",
            ("unsold-produce-moved", _, _) => "其中：帮助销售滞销农产品",
            ("online-retail", _, _) => "农产品网络零售额",
            ("online-retail-growth", "14-national-counties", _) => "14个国家级贫困县网络零售额增长目标",
            ("online-retail-growth", _, _) => "农产品网络零售额增长",
            ("coverage", _, _) => "14个国家级贫困县五项覆盖目标",
            ("households-linked", _, _) => "扶贫产业带动农户",
            _ => figure.Measure,
        };
    }

    internal static string Qualifier(string qualifier) => qualifier switch
    {
        "nearly" => "近",
        "at_least" => "不低于",
        "more_than" => "超过",
        "basically_full" => "基本",
        "exact" => string.Empty,
        var other => other,
    };

    internal static string Unit(string unit) => unit switch
    {
        "percent_yoy" => "%（同比）",
        "percent_of_counties" => "%的县",
        "households" => "户",
        var other => other,
    };
}
