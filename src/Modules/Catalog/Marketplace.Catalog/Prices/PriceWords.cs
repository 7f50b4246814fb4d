namespace Marketplace.Catalog.Prices;

/// <summary>How the states are called on paper.</summary>
internal static class PriceWords
{
    internal static string Of(PriceNoticeState state) => state switch
    {
        PriceNoticeState.Open => "待查看",
        PriceNoticeState.ProofAsked => "等供应商补凭证",
        PriceNoticeState.CorrectionAsked => "等供应商改价",
        PriceNoticeState.Answered => "供应商已答复",
        PriceNoticeState.Escalated => "已上报市级",
        PriceNoticeState.Accepted => "已认可",
        PriceNoticeState.Corrected => "已改价",
        _ => "已有新价",
    };
}
